package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FenceBatchTest {
  private static final TopicPartition FIRST = new TopicPartition("cars.commands", 0);
  private static final TopicPartition SECOND = new TopicPartition("cars.commands", 1);

  private final FenceShard shard = new FenceShard();
  private final RecordGuard guard = new RecordGuard(Commands.ALL_TOPICS, 1_000);
  private final StagedCommand slow = command(FIRST, 10);
  private final StagedCommand behind = command(FIRST, 12);
  private final StagedCommand beside = command(SECOND, 5);
  private final FenceBatch batch = new FenceBatch(List.of(slow, behind, beside));

  @Test
  void shouldWriteWhatIsDoneAndLeaveTheOffsetAtTheFirstThatIsNot() {
    // given
    behind.task().done();
    beside.task().done();

    // when
    List<StagedCommand> done = batch.unwritten();
    Map<TopicPartition, OffsetAndMetadata> offsets = batch.offsetsAfter(done);
    batch.written(done);

    // then
    assertThat(done).containsExactly(behind, beside);
    assertThat(offsets)
        .containsOnly(
            Map.entry(FIRST, new OffsetAndMetadata(10)),
            Map.entry(SECOND, new OffsetAndMetadata(6)));
    assertThat(batch.unwritten()).isEmpty();
    assertThat(batch.writtenUpTo(FIRST)).hasValue(10);
    assertThat(batch.writtenUpTo(SECOND)).hasValue(6);
  }

  @Test
  void shouldMoveTheOffsetOverWhatIsWrittenAlready() {
    // given
    behind.task().done();
    batch.written(batch.unwritten());

    // when
    slow.task().done();

    // then
    assertThat(batch.offsetsAfter(batch.unwritten()))
        .containsOnly(Map.entry(FIRST, new OffsetAndMetadata(13)));
  }

  @Test
  void shouldWriteNothingOfAPartitionThatWasRevoked() {
    // given
    slow.task().done();

    // when
    shard.revoke();

    // then
    assertThat(batch.unwritten()).isEmpty();
  }

  private StagedCommand command(TopicPartition partition, long offset) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            partition.topic(), partition.partition(), offset, new byte[0], new byte[0]);
    return StagedCommand.of(record, new StagedRows(shard), guard, 0);
  }
}
