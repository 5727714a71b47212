package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.junit.jupiter.api.Test;

/** How far a restore is. */
class WatchedRestoreTest {
  private static final TopicPartition FIRST = new TopicPartition("checkpoints", 0);
  private static final TopicPartition THIRD = new TopicPartition("checkpoints", 3);
  private static final TopicPartition TIMERS = new TopicPartition("timers", 3);

  private final AtomicInteger steps = new AtomicInteger();
  private final List<String> handedOn = new ArrayList<>();
  private final WatchedRestore restore =
      new WatchedRestore(
          new StateRestoreListener() {
            @Override
            public void onRestoreStart(TopicPartition of, String store, long start, long end) {
              handedOn.add("start " + of);
            }

            @Override
            public void onBatchRestored(TopicPartition of, String store, long last, long records) {
              handedOn.add("batch " + of);
            }

            @Override
            public void onRestoreEnd(TopicPartition of, String store, long records) {
              handedOn.add("end " + of);
            }
          },
          steps::incrementAndGet);

  @Test
  void shouldSayWhichPartitionsAndHowManyRecordsOfHowMany() {
    assertThat(restore.text()).isEmpty();

    restore.onRestoreStart(THIRD, "checkpoints", 100, 1_100);
    restore.onRestoreStart(TIMERS, "timers", 0, 500);
    restore.onRestoreStart(FIRST, "checkpoints", 0, 400);
    assertThat(restore.text()).contains("restoring partitions [0, 3]: 0 of 1900 records");

    restore.onBatchRestored(THIRD, "checkpoints", 599, 480);
    assertThat(restore.text()).contains("restoring partitions [0, 3]: 500 of 1900 records");

    restore.onRestoreEnd(FIRST, "checkpoints", 400);
    restore.onRestoreSuspended(TIMERS, "timers", 0);
    restore.onBatchRestored(THIRD, "checkpoints", 1_099, 500);
    assertThat(restore.text()).contains("restoring partitions [3]: 1000 of 1000 records");

    restore.onRestoreEnd(THIRD, "checkpoints", 980);
    assertThat(restore.text()).isEmpty();
  }

  @Test
  void shouldHandOnAndReportProgress() {
    restore.onRestoreStart(FIRST, "checkpoints", 0, 0);
    restore.onBatchRestored(FIRST, "checkpoints", 0, 0);
    restore.onRestoreEnd(FIRST, "checkpoints", 0);
    assertThat(handedOn)
        .containsExactly("start checkpoints-0", "batch checkpoints-0", "end checkpoints-0");
    assertThat(steps).hasValue(3);
  }
}
