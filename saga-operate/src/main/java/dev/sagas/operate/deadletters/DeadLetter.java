package dev.sagas.operate.deadletters;

import dev.sagas.protocol.BoundedText;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a record that could not be applied, without its payload.
 *
 * <ul>
 *   <li>Texts come from headers of any origin. They are truncated, but not otherwise checked.
 * </ul>
 *
 * @param origin the original record; empty if the letter does not name it in the protocol's form
 * @param timeMs when it became a dead letter, epoch ms
 * @param saga the saga id of its header, or else of its key
 * @param code why, for programs; empty text if the letter does not say
 * @param message why, for a person
 * @param valueBytes the size of its value, 0 if there is none
 * @param redrivenFrom the dead letter that was redriven, if it became one again
 */
public record DeadLetter(
    LetterPosition position,
    Optional<LetterOrigin> origin,
    long timeMs,
    Optional<String> saga,
    String code,
    String message,
    int valueBytes,
    Optional<String> redrivenFrom) {
  private static final int MAX_ID_CHARS = 400;
  private static final int MAX_CODE_CHARS = 128;

  /** Reads what the letter's headers say. */
  static DeadLetter of(ConsumerRecord<byte[], byte[]> letter) {
    return new DeadLetter(
        new LetterPosition(letter.partition(), letter.offset()),
        header(letter, SagaHeaders.ORIGIN, MAX_ID_CHARS).flatMap(LetterOrigin::parse),
        letter.timestamp(),
        header(letter, SagaHeaders.SAGA_ID, MAX_ID_CHARS)
            .or(() -> text(letter.key(), MAX_ID_CHARS))
            .filter(id -> !id.isEmpty()),
        header(letter, SagaHeaders.ERROR_CODE, MAX_CODE_CHARS).orElse(""),
        header(letter, SagaHeaders.ERROR_MESSAGE, SagaHeaders.MAX_ERROR_MESSAGE_BYTES).orElse(""),
        Math.max(0, letter.serializedValueSize()),
        header(letter, SagaHeaders.REDRIVEN_FROM, MAX_ID_CHARS));
  }

  private static Optional<String> header(
      ConsumerRecord<byte[], byte[]> letter, String name, int maxChars) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? Optional.empty() : text(header.value(), maxChars);
  }

  private static Optional<String> text(byte @Nullable [] utf8, int maxChars) {
    if (utf8 == null) {
      return Optional.empty();
    }
    return Optional.of(BoundedText.ofChars(new String(utf8, StandardCharsets.UTF_8), maxChars));
  }
}
