package dev.sagas.samples.demo;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.protocol.SagaType;
import dev.sagas.samples.order.OrderFulfilment;
import dev.sagas.samples.order.SampleOrder;
import dev.sagas.schema.SagaOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Submits orders, a bounded number at a time, and keeps the result of each.
 *
 * <ul>
 *   <li>An order whose saga had ended before is not submitted again; any other is, because starting
 *       is idempotent.
 *   <li>{@link #submitAll} is for one thread; the rest is thread-safe.
 * </ul>
 */
final class OrderRun {
  /** The longest latency that is distinguished from longer ones. */
  private static final long MAX_LATENCY_MS = Duration.ofHours(1).toMillis();

  private static final int LATENCY_DIGITS = 3;
  private static final SagaType TYPE = new SagaType(OrderFulfilment.TYPE);

  private final Map<String, SampleOrder> orders = new LinkedHashMap<>();
  private final int maxInFlight;
  private final IntConsumer progress;
  private final Map<String, SagaOutcome> outcomes = new HashMap<>();
  private final Map<String, Long> submittedAtNanos = new HashMap<>();
  private final Map<String, String> refusals = new HashMap<>();
  private final Histogram latencyMs = new Histogram(MAX_LATENCY_MS, LATENCY_DIGITS);
  private int endedBefore;
  private long firstNanos;
  private long lastNanos;

  /**
   * Begins a run.
   *
   * @param progress is notified of how many orders have ended
   */
  OrderRun(Collection<SampleOrder> given, int maxInFlight, IntConsumer progress) {
    given.forEach(order -> orders.put(order.orderId(), order));
    this.progress = progress;
    this.maxInFlight = maxInFlight;
  }

  /** Records an outcome; those of other sagas are ignored. */
  synchronized void ended(SagaOutcome outcome) {
    String id = outcome.getSagaId();
    if (!orders.containsKey(id) || outcomes.put(id, outcome) != null) {
      return;
    }
    Long submitted = submittedAtNanos.get(id);
    if (submitted == null) {
      endedBefore++;
    } else {
      lastNanos = System.nanoTime();
      long tookMs = Duration.ofNanos(lastNanos - submitted).toMillis();
      latencyMs.recordValue(Math.min(tookMs, MAX_LATENCY_MS));
      wakeUp();
    }
  }

  private synchronized void refused(String id, Throwable failure) {
    refusals.put(id, String.valueOf(failure.getMessage()));
    wakeUp();
  }

  private synchronized void wakeUp() {
    progress.accept(endedCount());
    notifyAll();
  }

  /**
   * Submits every order that has not ended.
   *
   * @return false if it gave up because nothing ended for as long as {@code patience}
   */
  @SuppressWarnings("FutureReturnValueIgnored") // acknowledged() sees what failed
  boolean submitAll(SagaClient client, Duration patience) throws InterruptedException {
    for (SampleOrder order : orders.values()) {
      if (!awaitRoom(patience)) {
        return false;
      }
      if (begin(order.orderId())) {
        client
            .start(SagaStart.of(TYPE, order.sagaId(), order.toData()))
            .whenComplete((receipt, failure) -> acknowledged(order.orderId(), failure));
      }
    }
    return true;
  }

  private void acknowledged(String id, @Nullable Throwable failure) {
    if (failure != null) {
      refused(id, failure);
    }
  }

  private synchronized boolean awaitRoom(Duration patience) throws InterruptedException {
    while (inFlight() >= maxInFlight) {
      if (!awaitAnother(patience)) {
        return false;
      }
    }
    return true;
  }

  private synchronized boolean begin(String id) {
    if (outcomes.containsKey(id)) {
      return false;
    }
    long now = System.nanoTime();
    if (submittedAtNanos.isEmpty()) {
      firstNanos = now;
      lastNanos = now;
    }
    submittedAtNanos.put(id, now);
    return true;
  }

  /**
   * Waits until every order has ended.
   *
   * @return false if it gave up because nothing ended for as long as {@code patience}
   */
  synchronized boolean awaitEnd(Duration patience) throws InterruptedException {
    while (endedCount() < orders.size()) {
      if (!awaitAnother(patience)) {
        return false;
      }
    }
    return true;
  }

  private boolean awaitAnother(Duration patience) throws InterruptedException {
    int before = endedCount();
    long endNanos = System.nanoTime() + patience.toNanos();
    synchronized (this) {
      while (endedCount() == before) {
        long leftNanos = endNanos - System.nanoTime();
        if (leftNanos <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
      }
    }
    return true;
  }

  /** How many of the orders have ended, including refused requests. */
  synchronized int endedCount() {
    return outcomes.size() + refusals.size();
  }

  private synchronized int inFlight() {
    return submittedAtNanos.size() + endedBefore - endedCount();
  }

  int size() {
    return orders.size();
  }

  /** What has happened so far. */
  synchronized RunResult result() {
    List<RunResult.Order> results = new ArrayList<>();
    for (SampleOrder order : orders.values()) {
      SagaOutcome outcome = outcomes.get(order.orderId());
      if (outcome != null) {
        results.add(RunResult.Order.of(order, outcome));
      } else {
        results.add(
            RunResult.Order.withoutOutcome(
                order, refusals.getOrDefault(order.orderId(), "it has not ended")));
      }
    }
    return new RunResult(
        results, endedBefore, Duration.ofNanos(lastNanos - firstNanos), latencyMs.copy());
  }
}
