package dev.sagas.chaos.load;

import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import dev.sagas.schema.OutcomeKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Which sagas were started, acknowledged and ended, and when. Thread-safe. */
final class StartedSagas {
  private static final long MAX_LATENCY_MS = 86_400_000;

  private final LongSupplier clockMs;
  private final int partitions;
  private final Map<SagaId, Live> live = new LinkedHashMap<>();
  private final Set<SagaId> acknowledged = new HashSet<>();
  private final Map<OutcomeKind, Long> ends = new EnumMap<>(OutcomeKind.class);
  private final List<OutcomePauses.Event> events = new ArrayList<>();
  private final Histogram latencies = new Histogram(MAX_LATENCY_MS, 3);
  private long started;

  private record Live(SagaPlan plan, long startedMs) {}

  /**
   * None yet.
   *
   * @param clockMs epoch ms of a clock that never steps
   * @param partitions of the outcomes' topic
   */
  StartedSagas(LongSupplier clockMs, int partitions) {
    this.clockMs = clockMs;
    this.partitions = partitions;
  }

  synchronized void begin(SagaPlan plan) {
    long nowMs = clockMs.getAsLong();
    started++;
    live.put(plan.id(), new Live(plan, nowMs));
    events.add(new OutcomePauses.Event(nowMs, KeyPartition.of(plan.id(), partitions), true));
  }

  synchronized void acknowledge(SagaId id) {
    acknowledged.add(id);
  }

  /** Notes the outcome of a saga; those of other loads are ignored. */
  synchronized void end(SagaId id, OutcomeKind outcome) {
    Live ended = live.remove(id);
    if (ended != null) {
      long nowMs = clockMs.getAsLong();
      ends.merge(outcome, 1L, Long::sum);
      events.add(new OutcomePauses.Event(nowMs, KeyPartition.of(id, partitions), false));
      latencies.recordValue(Math.min(MAX_LATENCY_MS, nowMs - ended.startedMs()));
      if (live.isEmpty()) {
        notifyAll();
      }
    }
  }

  /** Returns when all have ended, or after that time. */
  synchronized void awaitEnds(long timeoutMs) throws InterruptedException {
    long endMs = clockMs.getAsLong() + timeoutMs;
    for (long leftMs = timeoutMs;
        !live.isEmpty() && leftMs > 0;
        leftMs = endMs - clockMs.getAsLong()) {
      wait(leftMs);
    }
  }

  synchronized boolean isLive(SagaId id) {
    return live.containsKey(id);
  }

  synchronized int liveCount() {
    return live.size();
  }

  synchronized List<SagaPlan> live() {
    return live.values().stream().map(Live::plan).toList();
  }

  /**
   * One of the live sagas.
   *
   * @param draw any number, which decides
   */
  synchronized Optional<SagaId> anyLive(int draw) {
    if (live.isEmpty()) {
      return Optional.empty();
    }
    return live.keySet().stream().skip(Math.floorMod(draw, live.size())).findFirst();
  }

  synchronized Set<SagaId> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  synchronized OutcomePauses pauses() {
    return new OutcomePauses(events, clockMs.getAsLong());
  }

  /** The report, with what the clients and the operator have met. */
  synchronized LoadReport report(ClientErrors errors, OperatorLoad operator) {
    return new LoadReport(
        started,
        acknowledged.size(),
        ends.getOrDefault(OutcomeKind.COMPLETED, 0L),
        ends.getOrDefault(OutcomeKind.COMPENSATED, 0L),
        ends.getOrDefault(OutcomeKind.REFUSED, 0L),
        ends.getOrDefault(OutcomeKind.ENDED_BY_OPERATOR, 0L),
        live.size(),
        errors.counts(),
        operator.acknowledged(),
        new LoadReport.Latency(
            latencies.getValueAtPercentile(50),
            latencies.getValueAtPercentile(99),
            latencies.getMaxValue()));
  }
}
