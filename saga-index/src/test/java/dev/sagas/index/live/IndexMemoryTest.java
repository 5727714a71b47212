package dev.sagas.index.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.States;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** How much memory the index keeps for each live saga, measured after collections. */
class IndexMemoryTest {
  private static final int SAGAS = 50_000;
  private static final int COLLECTIONS = 4;

  @Test
  void shouldKeepAtMost300BytesForALiveSaga() {
    // given
    LiveIndex index = new LiveIndex();
    index.open(0).done();
    commit(index, 0, 1_000);
    long before = usedBytes();

    // when
    commit(index, 1_000, 1_000 + SAGAS);
    long bytes = (usedBytes() - before) / SAGAS;

    // then
    System.out.printf("The index keeps %s bytes for a live saga%n", bytes);
    assertThat(index.size()).isEqualTo(1_000 + SAGAS);
    assertThat(bytes).isBetween(50L, 300L);
  }

  private static void commit(LiveIndex index, int from, int to) {
    for (int i = from; i < to; i++) {
      index.committed(0, States.executing("order-2026-" + i, i));
    }
    // Whole states are kept of a bounded number of sagas only, until somebody asks.
    assertThat(index.size()).isEqualTo(to);
  }

  private static long usedBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
