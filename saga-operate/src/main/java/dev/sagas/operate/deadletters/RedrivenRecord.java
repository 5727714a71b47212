package dev.sagas.operate.deadletters;

import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Restores the original record of a letter, with a note that it was redriven. */
final class RedrivenRecord {
  /** Written last by the writer of the letter; the headers before it belong to the record. */
  private static final Set<String> REASON =
      Set.of(SagaHeaders.ERROR_CODE, SagaHeaders.ERROR_MESSAGE);

  /** No longer true of the record: it may be re-routed once again, and is redriven again. */
  private static final Set<String> OUTDATED =
      Set.of(
          SagaHeaders.ORIGIN,
          SagaHeaders.REROUTED_FROM,
          SagaHeaders.REDRIVEN_FROM,
          SagaHeaders.REDRIVEN_BY);

  private RedrivenRecord() {}

  /**
   * The same key and value for the topic, in the partition of its key.
   *
   * @param topic where the letter came from
   */
  static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> letter, String topic, RedriveSignature signature) {
    Header[] all = letter.headers().toArray();
    Map<String, Integer> lastIndex = new HashMap<>();
    for (int i = 0; i < all.length; i++) {
      lastIndex.put(all[i].key(), i);
    }
    Headers headers = new RecordHeaders();
    for (int i = 0; i < all.length; i++) {
      String name = all[i].key();
      boolean isReason = REASON.contains(name) && Integer.valueOf(i).equals(lastIndex.get(name));
      if (!isReason && !OUTDATED.contains(name)) {
        headers.add(all[i]);
      }
    }
    String position = letter.topic() + "-" + letter.partition() + "-" + letter.offset();
    add(headers, SagaHeaders.REDRIVEN_FROM, position);
    add(headers, SagaHeaders.REDRIVEN_BY, signature.headerValue());
    return new ProducerRecord<>(topic, null, letter.key(), letter.value(), headers);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
