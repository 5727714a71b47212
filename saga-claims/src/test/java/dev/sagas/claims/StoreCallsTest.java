package dev.sagas.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.objects.ObjectStoreException;
import dev.sagas.serde.ClaimUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StoreCallsTest {
  private final AtomicBoolean isAway = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private final StoreCalls calls =
      new StoreCalls(
          "the store",
          Duration.ofSeconds(5),
          new StoreCalls.Probe(this::askStore, Duration.ofMillis(20)));

  @AfterEach
  void close() {
    calls.close();
  }

  private void askStore() {
    asked.incrementAndGet();
    if (isAway.get()) {
      throw new ObjectStoreException("connection refused");
    }
  }

  private String call() {
    return calls.call(
        "object 1",
        () -> {
          askStore();
          return "done";
        });
  }

  @Test
  void shouldFailWithoutAskingWhileTheStoreIsAwayAndWorkWhenItIsBack() {
    isAway.set(true);

    assertThatThrownBy(this::call)
        .isInstanceOf(ClaimUnavailableException.class)
        .hasMessageContaining("connection refused");
    AtomicBoolean wasAsked = new AtomicBoolean();
    assertThatThrownBy(() -> calls.call("object 2", () -> wasAsked.getAndSet(true)))
        .isInstanceOf(ClaimUnavailableException.class)
        .hasMessageContaining("the store for object 2")
        .hasMessageContaining("every 20 ms");
    assertThat(wasAsked).isFalse();

    int before = asked.get();
    Awaitility.await().until(() -> asked.get() > before + 2);
    isAway.set(false);
    Awaitility.await().ignoreExceptions().until(() -> call().equals("done"));
  }

  @Test
  void shouldGiveUpACallThatTakesTooLong() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    try (StoreCalls impatient =
        new StoreCalls(
            "the store",
            Duration.ofMillis(50),
            new StoreCalls.Probe(this::askStore, Duration.ofDays(1)))) {

      assertThatThrownBy(
              () ->
                  impatient.call(
                      "object 1",
                      () -> {
                        try {
                          never.await();
                        } catch (InterruptedException e) {
                          interrupted.set(true);
                          throw e;
                        }
                        return "never";
                      }))
          .isInstanceOf(ClaimUnavailableException.class)
          .hasMessageContaining("within 50 ms (claim.check.timeout.ms)");

      Awaitility.await().untilTrue(interrupted);
    }
  }

  @Test
  void shouldStayInterruptedWhenTheCallerIs() {
    CountDownLatch never = new CountDownLatch(1);
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                calls.call(
                    "object 1",
                    () -> {
                      never.await();
                      return "never";
                    }))
        .isInstanceOf(ClaimUnavailableException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(call()).isEqualTo("done");
  }

  @Test
  void shouldNotTakeABugForAnOutage() {
    assertThatThrownBy(
            () ->
                calls.call(
                    "object 1",
                    () -> {
                      throw new IllegalArgumentException("for the test");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("for the test");
    assertThat(call()).isEqualTo("done");
  }
}
