package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Commit on drain, the bound of notes, and timestamps that cannot fail a thread. */
class DrainTest {
  private final DrainCounter counter = new DrainCounter();

  @Test
  void shouldTellTheLastRecordWhenAPollIsDrained() {
    counter.polled(2);
    counter.polled(1);

    assertThat(counter.processed()).isFalse();
    assertThat(counter.processed()).isFalse();
    assertThat(counter.processed()).isTrue();
  }

  @Test
  void shouldNeverGoBelowZeroWhenMoreIsProcessedThanCounted() {
    assertThat(counter.processed()).isTrue();
    counter.polled(2);

    assertThat(counter.processed()).isFalse();
    assertThat(counter.processed()).isTrue();
  }

  @Test
  void shouldStartAgainWhenPartitionsWereTakenAway() {
    counter.polled(5);
    counter.reset();
    counter.polled(1);

    assertThat(counter.processed()).isTrue();
  }

  @Test
  void shouldCountEachThreadForItselfWhenSeveralPoll() throws InterruptedException {
    AtomicBoolean drainedElsewhere = new AtomicBoolean();
    counter.polled(2);

    Thread other = new Thread(() -> drainedElsewhere.set(counter.processed()));
    other.start();
    other.join();

    assertThat(drainedElsewhere).isTrue();
    assertThat(counter.processed()).isFalse();
  }

  @Test
  void shouldTellWhatAPollReturnedWhenTheInterceptorSeesIt() {
    // given
    PollInterceptor interceptor = new PollInterceptor();
    PollListener listener = polled -> counter.polled(polled.count());
    interceptor.configure(Map.of(PollInterceptor.LISTENER_CONFIG, listener));
    List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
    polled.add(new ConsumerRecord<>("t", 0, 0, null, null));
    polled.add(new ConsumerRecord<>("t", 0, 1, null, null));
    ConsumerRecords<byte[], byte[]> records =
        new ConsumerRecords<>(Map.of(new TopicPartition("t", 0), polled), Map.of());

    // then
    assertThat(interceptor.onConsume(records)).isSameAs(records);
    assertThat(counter.processed()).isFalse();
    assertThat(counter.processed()).isTrue();
    interceptor.onCommit(Map.of());
    interceptor.close();
  }

  @Test
  void shouldRefuseWhenTheInterceptorGetsNoListener() {
    PollInterceptor interceptor = new PollInterceptor();
    assertThatThrownBy(() -> interceptor.configure(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(PollInterceptor.LISTENER_CONFIG);
  }

  @Test
  void shouldTakeZeroWhenATimestampMakesNoSense() {
    NonNegativeTimestamps extractor = new NonNegativeTimestamps();
    ConsumerRecord<Object, Object> unknown = new ConsumerRecord<>("t", 0, 0, "k", "v");

    assertThat(unknown.timestamp()).isNegative();
    assertThat(extractor.extract(unknown, 9)).isZero();
  }
}
