package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.Digest;
import dev.sagas.orchestrator.wire.DeadLetterCode;
import dev.sagas.orchestrator.wire.InboundRecord;
import dev.sagas.orchestrator.wire.RecordSize;
import dev.sagas.protocol.BoundedText;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

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

  /**
   * A dead letter.
   *
   * @param headers those that came with the record, or their digest, and why it is a letter
   */
  record Letter(Bytes key, Bytes value, Headers headers) {
    int maxBytes() {
      return RecordSize.upperBound(key.size(), value.size(), RecordSize.ofHeaders(headers));
    }
  }

  /** Why a record is a dead letter. */
  record Reason(String code, String message) {
    /** With the message cut to what a header may have. */
    static Reason of(DeadLetterCode code, String message) {
      return new Reason(
          code.name(), BoundedText.ofBytes(message, SagaHeaders.MAX_ERROR_MESSAGE_BYTES));
    }
  }

  /** The letter of this form. */
  Letter of(InboundRecord record, Headers original, Optional<SagaId> sagaId, Reason reason) {
    Bytes key = record.key().orElse(Bytes.EMPTY);
    Bytes value = record.value().orElse(Bytes.EMPTY);
    Headers headers = new RecordHeaders();
    if (compareTo(WITHOUT_VALUE_AND_HEADERS) < 0) {
      original.forEach(headers::add);
    } else {
      sagaId.ifPresent(id -> put(headers, SagaHeaders.SAGA_ID, id.value()));
      byte[] all = bytes(original);
      put(headers, SagaHeaders.HEADERS_BYTES, Integer.toString(all.length));
      put(headers, SagaHeaders.HEADERS_SHA256, Digest.sha256(all).hex());
    }
    if (this != WHOLE) {
      put(headers, SagaHeaders.VALUE_BYTES, Integer.toString(value.size()));
      put(headers, SagaHeaders.VALUE_SHA256, Digest.sha256(value.array()).hex());
    }
    if (this == WITHOUT_KEY_TOO) {
      put(headers, SagaHeaders.KEY_BYTES, Integer.toString(key.size()));
      put(headers, SagaHeaders.KEY_SHA256, Digest.sha256(key.array()).hex());
    }
    put(headers, SagaHeaders.ERROR_CODE, reason.code());
    put(headers, SagaHeaders.ERROR_MESSAGE, reason.message() + leftOut());
    put(headers, SagaHeaders.ORIGIN, record.position().toString());
    return new Letter(
        this == WITHOUT_KEY_TOO ? Bytes.EMPTY : key, this == WHOLE ? value : Bytes.EMPTY, headers);
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

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
