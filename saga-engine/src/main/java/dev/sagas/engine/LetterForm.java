package dev.sagas.engine;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.wire.DeadLetterCode;
import dev.sagas.engine.wire.InboundRecord;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.protocol.BoundedText;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How much of a record its dead letter keeps, from all of it to nothing but its digests.
 *
 * <ul>
 *   <li>What is left out is named by its length and its SHA-256, so that the record can be
 *       recognised where it came from, and a copy of it checked.
 * </ul>
 */
enum LetterForm {
  WHOLE,
  WITHOUT_VALUE,
  WITHOUT_VALUE_AND_HEADERS,
  WITHOUT_KEY_TOO;

  /** Why a record is a dead letter. */
  record Reason(String code, String message) {
    /** With the message cut to what a header may have. */
    static Reason of(DeadLetterCode code, String message) {
      return new Reason(
          code.name(), BoundedText.ofBytes(message, SagaHeaders.MAX_ERROR_MESSAGE_BYTES));
    }
  }

  /** The letter of this form for a topic: the headers that came with the record go before ours. */
  OutboundRecord of(ReceivedInput received, Optional<SagaId> sagaId, Reason reason, String topic) {
    InboundRecord record = received.record();
    Bytes key = record.key().orElse(Bytes.EMPTY);
    Bytes value = record.value().orElse(Bytes.EMPTY);
    Map<String, String> headers = new LinkedHashMap<>();
    boolean hasHeaders = compareTo(WITHOUT_VALUE_AND_HEADERS) < 0;
    if (!hasHeaders) {
      sagaId.ifPresent(id -> headers.put(SagaHeaders.SAGA_ID, id.value()));
      byte[] all = bytes(received.headers());
      headers.put(SagaHeaders.HEADERS_BYTES, Integer.toString(all.length));
      headers.put(SagaHeaders.HEADERS_SHA256, Digest.sha256(all).hex());
    }
    if (this != WHOLE) {
      headers.put(SagaHeaders.VALUE_BYTES, Integer.toString(value.size()));
      headers.put(SagaHeaders.VALUE_SHA256, Digest.sha256(value.array()).hex());
    }
    if (this == WITHOUT_KEY_TOO) {
      headers.put(SagaHeaders.KEY_BYTES, Integer.toString(key.size()));
      headers.put(SagaHeaders.KEY_SHA256, Digest.sha256(key.array()).hex());
    }
    headers.put(SagaHeaders.ERROR_CODE, reason.code());
    headers.put(SagaHeaders.ERROR_MESSAGE, reason.message() + leftOut());
    headers.put(SagaHeaders.ORIGIN, record.position().toString());
    return new OutboundRecord(
        topic,
        OptionalInt.empty(),
        this == WITHOUT_KEY_TOO ? Bytes.EMPTY : key,
        this == WHOLE ? value : Bytes.EMPTY,
        hasHeaders ? ReceivedInput.carried(received.headers()) : List.of(),
        headers);
  }

  private String leftOut() {
    return switch (this) {
      case WHOLE -> "";
      case WITHOUT_VALUE -> " (its value is left out)";
      case WITHOUT_VALUE_AND_HEADERS -> " (its value and headers are left out)";
      case WITHOUT_KEY_TOO -> " (its key, value and headers are left out)";
    };
  }

  /**
   * What the digest of headers is computed over: of each in order the length of its name in UTF-8,
   * the name, the length of its value or -1 for none, and the value; lengths as four bytes, big
   * endian.
   */
  static byte[] bytes(Headers headers) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Header header : headers) {
      byte[] name = header.key().getBytes(StandardCharsets.UTF_8);
      all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
      all.writeBytes(name);
      int length = header.value() == null ? -1 : header.value().length;
      all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
      if (header.value() != null) {
        all.writeBytes(header.value());
      }
    }
    return all.toByteArray();
  }
}
