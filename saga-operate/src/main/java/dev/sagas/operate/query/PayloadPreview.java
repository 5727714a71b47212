package dev.sagas.operate.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.DeploymentException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Shows bytes of any form: by their schema where they have one, else as text where they are text,
 * else their beginning in hex digits.
 */
public final class PayloadPreview {
  /** How much of a text is shown. */
  static final int MAX_TEXT_BYTES = 4_096;

  /** How many bytes are shown in hex digits. */
  static final int MAX_HEX_BYTES = 256;

  private PayloadPreview() {}

  /** A value: its size, its record's type and JSON, or why it has none and what is in it. */
  public static ObjectNode value(Bytes value, Payloads payloads) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("bytes", value.size());
    try {
      DecodedPayload decoded = payloads.decoded(value);
      node.put("type", decoded.type());
      node.set("json", decoded.json());
    } catch (PayloadException | DeploymentException e) {
      node.put("whyNot", e.getMessage());
      putRaw(node, value);
    }
    return node;
  }

  /** Bytes that have no schema, such as a key. */
  public static ObjectNode raw(Bytes bytes) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("bytes", bytes.size());
    putRaw(node, bytes);
    return node;
  }

  private static void putRaw(ObjectNode node, Bytes bytes) {
    Optional<String> text = text(bytes);
    if (text.isPresent()) {
      node.put("text", text.get());
    } else {
      byte[] first = Arrays.copyOf(bytes.array(), Math.min(bytes.size(), MAX_HEX_BYTES));
      node.put("hex", HexFormat.of().formatHex(first));
      node.put("cut", bytes.size() > MAX_HEX_BYTES);
    }
  }

  private static Optional<String> text(Bytes bytes) {
    if (bytes.size() > MAX_TEXT_BYTES) {
      return Optional.empty();
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.array())).toString();
      boolean printable =
          text.chars().allMatch(each -> each == '\n' || each == '\t' || each >= ' ');
      return printable ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty(); // not text: shown in hex digits
    }
  }
}
