package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FenceProducerTest {
  private static final ProducerRecord<byte[], byte[]> ROW =
      new ProducerRecord<>("inventory.fence", 0, new byte[] {1}, new byte[] {2});
  private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
      Map.of(new TopicPartition("inventory.commands", 0), new OffsetAndMetadata(7));
  private static final ConsumerGroupMetadata GROUP =
      new MockConsumer<byte[], byte[]>("earliest").groupMetadata();

  private final List<String> calls = new ArrayList<>();
  private boolean refused;
  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
        @Override
        public synchronized void flush() {
          calls.add("flush");
          super.flush();
        }

        @Override
        public synchronized void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
          calls.add("offsets");
          if (refused) {
            throw new CommitFailedException("the group has rebalanced");
          }
          super.sendOffsetsToTransaction(offsets, group);
        }
      };
  private final FenceProducer producer = new FenceProducer(() -> kafka, new Shutdown());

  @BeforeEach
  void open() throws AbandonedException {
    producer.open();
  }

  @Test
  void shouldSendTheRecordsBeforeTheOffsetsWhenItCommits() throws Exception {
    // when
    producer.commit(List.of(ROW), OFFSETS, GROUP);

    // then
    assertThat(calls).startsWith("flush", "offsets");
    assertThat(kafka.history()).containsExactly(ROW);
    assertThat(kafka.consumerGroupOffsetsHistory())
        .containsExactly(Map.of(GROUP.groupId(), OFFSETS));
  }

  @Test
  void shouldCommitNoRecordWhenTheOffsetsAreRefused() {
    // given
    refused = true;

    // when, then
    assertThatThrownBy(() -> producer.commit(List.of(ROW), OFFSETS, GROUP))
        .isInstanceOfSatisfying(
            TransactionFailedException.class, e -> assertThat(e.isInDoubt()).isFalse());
    assertThat(kafka.history()).isEmpty();
    assertThat(kafka.transactionAborted()).isTrue();
  }
}
