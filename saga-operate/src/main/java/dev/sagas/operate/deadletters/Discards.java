package dev.sagas.operate.deadletters;

import dev.sagas.protocol.BoundedText;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Which letters were discarded.
 *
 * <ul>
 *   <li>A discard is a note in the letters' topic, after its letter in the same partition, so that
 *       it is kept as long as the letter.
 *   <li>A letter has {@code saga-origin} and is never taken for a note, whatever other headers its
 *       record had.
 * </ul>
 */
final class Discards {
  private static final int MAX_BY_CHARS =
      RedriveSignature.MAX_ACTOR_CHARS + RedriveSignature.MAX_REASON_CHARS + 2;

  private final Map<LetterPosition, Discard> known = new HashMap<>();

  /** True for a note, false for a letter. */
  static boolean isNote(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(SagaHeaders.DISCARDS) != null
        && record.headers().lastHeader(SagaHeaders.ORIGIN) == null;
  }

  /** Takes a note; the first one of a letter counts, and one that names no letter is ignored. */
  void add(ConsumerRecord<byte[], byte[]> note) {
    letterOf(note)
        .ifPresent(
            letter ->
                known.putIfAbsent(
                    letter,
                    new Discard(
                        BoundedText.ofChars(
                            text(note, SagaHeaders.DISCARDED_BY).orElse(""), MAX_BY_CHARS),
                        note.timestamp())));
  }

  /** The letter that a note discards; empty if it names none of its topic. */
  static Optional<LetterPosition> letterOf(ConsumerRecord<byte[], byte[]> note) {
    return text(note, SagaHeaders.DISCARDS)
        .flatMap(LetterOrigin::parse)
        .filter(letter -> letter.topic().equals(note.topic()))
        .map(letter -> new LetterPosition(letter.partition(), letter.offset()));
  }

  private static Optional<String> text(ConsumerRecord<byte[], byte[]> note, String name) {
    Header header = note.headers().lastHeader(name);
    return header == null
        ? Optional.empty()
        : Optional.ofNullable(header.value()).map(utf8 -> new String(utf8, StandardCharsets.UTF_8));
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  /** Who discarded the letter; empty if nobody did. */
  Optional<Discard> of(LetterPosition letter) {
    return Optional.ofNullable(known.get(letter));
  }

  LetterState state(LetterPosition letter) {
    return known.containsKey(letter) ? LetterState.DISCARDED : LetterState.OPEN;
  }

  /** Those of the letters that were discarded. */
  Map<LetterPosition, Discard> of(List<DeadLetter> letters) {
    Map<LetterPosition, Discard> found = new HashMap<>();
    letters.forEach(
        letter -> of(letter.position()).ifPresent(why -> found.put(letter.position(), why)));
    return found;
  }

  /** The note that discards a letter. */
  static ProducerRecord<byte[], byte[]> note(
      ConsumerRecord<byte[], byte[]> letter, RedriveSignature signature) {
    Headers headers = new RecordHeaders();
    Header saga = letter.headers().lastHeader(SagaHeaders.SAGA_ID);
    if (saga != null) {
      headers.add(saga);
    }
    add(
        headers,
        SagaHeaders.DISCARDS,
        letter.topic() + "-" + letter.partition() + "-" + letter.offset());
    add(headers, SagaHeaders.DISCARDED_BY, signature.headerValue());
    return new ProducerRecord<>(letter.topic(), letter.partition(), letter.key(), null, headers);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
