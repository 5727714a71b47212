package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.serde.CapturedLog;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

/** Whose transactions an instance may end. */
class AbandonedTransactionsTest {
  private static final String PROCESS = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";

  private final AtomicInteger refused = new AtomicInteger();

  @Test
  void shouldKnowTheIdsOfItsApplicationAlone() {
    assertThat("shop.saga-" + PROCESS + "-1").matches(AbandonedTransactions.ids("shop.saga"));
    assertThat("shop.saga-" + PROCESS + "-12").matches(AbandonedTransactions.ids("shop.saga"));
    assertThat(
            List.of(
                "shopXsaga-" + PROCESS + "-1",
                "shop.saga-2-" + PROCESS + "-1",
                "my-shop.saga-" + PROCESS + "-1",
                "shop.saga-" + PROCESS,
                "shop.saga-fence-1",
                "shop.saga-" + PROCESS + "-1-x"))
        .noneMatch(id -> AbandonedTransactions.ids("shop.saga").matcher(id).matches());
  }

  /** Refuses everything, as brokers that are too old do. */
  private Admin refusing() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, values) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              refused.incrementAndGet();
              throw new UnsupportedVersionException("too old");
            });
  }

  @Test
  void shouldComplainOnceForEachTimeThatTheEngineWaits() {
    // given
    AtomicBoolean waits = new AtomicBoolean(true);
    AtomicInteger calm = new AtomicInteger();
    try (CapturedLog log = CapturedLog.of(AbandonedTransactions.class);
        AbandonedTransactions watching =
            AbandonedTransactions.watch(
                refusing(),
                "sagas",
                Duration.ofSeconds(10),
                () -> {
                  if (!waits.get()) {
                    calm.incrementAndGet();
                  }
                  return waits.get();
                })) {
      assertThat(watching).isNotNull();

      // when, then
      await().until(() -> refused.get() >= 3);
      assertThat(log.events()).hasSize(1);

      // when
      waits.set(false);
      await().until(() -> calm.get() >= 1);
      waits.set(true);

      // then
      await().until(() -> log.events().size() == 2);
    }
  }
}
