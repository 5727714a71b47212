package dev.sagas.operate.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.why.Orders;
import dev.sagas.protocol.SagaId;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** How much memory the index keeps for each live saga, measured after collections. */
class IndexMemoryTest {
  private static final int SAGAS = 50_000;
  private static final int COLLECTIONS = 4;

  @Test
  void shouldKeepAtMost300BytesForALiveSaga() {
    // given
    PublishedSaga order = Orders.order("create charge ship! mail-");
    LiveIndex index = new LiveIndex();
    index.open(0).done();
    commit(index, order, 0, 1_000);
    long before = usedBytes();

    // when
    commit(index, order, 1_000, 1_000 + SAGAS);
    long bytes = (usedBytes() - before) / SAGAS;

    // then
    System.out.printf("The index keeps %s bytes for a live saga%n", bytes);
    assertThat(index.size()).isEqualTo(1_000 + SAGAS);
    assertThat(bytes).isBetween(50L, 300L);
  }

  private static void commit(LiveIndex index, PublishedSaga order, int from, int to) {
    for (int i = from; i < to; i++) {
      index.committed(0, Orders.started(order, new SagaId("order-2026-" + i)).state());
    }
  }

  private static long usedBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
