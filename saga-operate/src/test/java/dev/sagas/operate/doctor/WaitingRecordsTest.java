package dev.sagas.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** What waits is counted in records, not in offsets. */
class WaitingRecordsTest {
  private static final TopicPartition CARS = new TopicPartition("cars.commands", 0);
  private static final TopicPartition HOTELS = new TopicPartition("hotels.commands", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  private static WaitingRecords.Range range(long from, long to) {
    return new WaitingRecords.Range(from, to);
  }

  private static WaitingRecords.Count exactly(long records) {
    return new WaitingRecords.Count(records, true);
  }

  private static WaitingRecords.Count atMost(long records) {
    return new WaitingRecords.Count(records, false);
  }

  private Map<TopicPartition, WaitingRecords.Count> count(
      Map<TopicPartition, WaitingRecords.Range> ranges) {
    return WaitingRecords.count(consumer, ranges);
  }

  @Test
  void shouldCountNothingWhenOnlyAMarkerIsLeft() {
    // given: a reader passes over a marker, and its position moves behind it
    consumer.updateEndOffsets(Map.of(CARS, 6L));
    consumer.schedulePollTask(() -> consumer.seek(CARS, 6));

    // then
    assertThat(count(Map.of(CARS, range(5, 6)))).isEqualTo(Map.of(CARS, exactly(0)));
  }

  @Test
  void shouldCountTheRecordsBetweenMarkersAndNoneBehindTheEnd() {
    // given: 5 a record, 6 its marker, 7 a record, 8 its marker; then one that came later
    consumer.updateEndOffsets(Map.of(CARS, 10L));
    consumer.schedulePollTask(
        () -> List.of(5L, 7L, 9L).forEach(offset -> consumer.addRecord(record(CARS, offset))));

    // then
    assertThat(count(Map.of(CARS, range(5, 9)))).isEqualTo(Map.of(CARS, exactly(2)));
  }

  @Test
  void shouldCountWhatAnOpenTransactionHoldsByItsOffsets() {
    // given: the last stable offset is 6, the end was 9
    consumer.updateEndOffsets(Map.of(CARS, 6L));
    consumer.schedulePollTask(() -> consumer.addRecord(record(CARS, 5)));

    // then
    assertThat(count(Map.of(CARS, range(5, 9)))).isEqualTo(Map.of(CARS, atMost(4)));
  }

  @Test
  void shouldAskNothingWhereNothingCanWait() {
    assertThat(count(Map.of(CARS, range(5, 5)))).isEqualTo(Map.of(CARS, exactly(0)));
    assertThat(WaitingRecords.count(Map.of(), Map.of(CARS, range(5, 5))))
        .as("no consumer is made")
        .isEqualTo(Map.of(CARS, exactly(0)));
  }

  @Test
  void shouldNotReadMoreThanItsBound() {
    long many = WaitingRecords.MAX_OFFSETS + 1;

    assertThat(count(Map.of(CARS, range(0, many)))).isEqualTo(Map.of(CARS, atMost(many)));
  }

  @Test
  void shouldCountByOffsetsWhereReadingIsDeniedAndReadTheRest() {
    // given
    consumer.updateEndOffsets(Map.of(CARS, 6L, HOTELS, 6L));
    consumer.setPollException(new TopicAuthorizationException(Set.of("cars.commands")));
    consumer.schedulePollTask(() -> {}); // the one that fails
    consumer.schedulePollTask(() -> consumer.addRecord(record(HOTELS, 5)));

    // then
    assertThat(count(Map.of(CARS, range(5, 6), HOTELS, range(5, 6))))
        .isEqualTo(Map.of(CARS, atMost(1), HOTELS, exactly(1)));
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, new byte[] {1}, new byte[] {2});
  }
}
