package dev.sagas.dev.bench;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What sagas wrote to one topic, and records of it.
 *
 * @param recordsPerSaga without the markers of transactions
 * @param bytesPerSaga keys, values and headers, not compressed
 * @param diskBytesPerSaga by which its files grew; less than was written if it is compacted
 */
record TopicUse(
    String topic,
    double recordsPerSaga,
    double bytesPerSaga,
    double diskBytesPerSaga,
    List<ConsumerRecord<byte[], byte[]>> sample) {
  TopicUse {
    sample = List.copyOf(sample);
  }
}
