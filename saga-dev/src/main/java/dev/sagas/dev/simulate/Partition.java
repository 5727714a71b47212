package dev.sagas.dev.simulate;

import dev.sagas.engine.core.SagaInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A partition of the input topics and the engine that reads it: records in order, outputs when they
 * are committed, timers, crashes.
 */
final class Partition {
  private static final long COMMIT_EVERY_MS = 5;
  private static final long TIMER_DELAY_MS = 20;
  private static final long LATE_TIMER_MS = 20_000;

  private final Timeline timeline;
  private final List<SagaCase> cases = new ArrayList<>();
  private final List<SagaCase> dirty = new ArrayList<>();
  private final List<Waiting> backlog = new ArrayList<>();
  private boolean isUp = true;
  private boolean commitIsPlanned;
  private long skewMs;

  private record Waiting(SagaCase saga, SagaInput input) {}

  Partition(Timeline timeline, List<FaultSchedule.Outage> crashes) {
    this.timeline = timeline;
    for (FaultSchedule.Outage crash : crashes) {
      timeline.at(crash.fromMs(), this::crash);
      timeline.at(crash.toMs(), () -> comeBack(crash.skewMs()));
    }
  }

  void add(SagaCase saga) {
    cases.add(saga);
  }

  /** A record is written to the partition. */
  void append(SagaCase saga, SagaInput input) {
    if (isUp) {
      take(saga, input);
    } else {
      backlog.add(new Waiting(saga, input));
    }
  }

  private void take(SagaCase saga, SagaInput input) {
    saga.engine().take(input, clockMs(), timeline.nowMs());
    if (!saga.isMarkedDirty() && saga.engine().isDirty()) {
      saga.markDirty(true);
      dirty.add(saga);
      planCommit();
    }
    setTimer(saga);
  }

  private long clockMs() {
    return timeline.nowMs() + skewMs;
  }

  /** On a grid of its own, so that one saga's commits do not depend on the others. */
  private void planCommit() {
    if (!commitIsPlanned) {
      commitIsPlanned = true;
      long next = (timeline.nowMs() / COMMIT_EVERY_MS + 1) * COMMIT_EVERY_MS;
      timeline.firstAt(next, this::commit);
    }
  }

  private void commit() {
    commitIsPlanned = false;
    List<SagaCase> committing = List.copyOf(dirty);
    dirty.clear();
    for (SagaCase saga : committing) {
      saga.markDirty(false);
      saga.committed(saga.engine().commit());
    }
  }

  private void setTimer(SagaCase saga) {
    OptionalLong due = saga.engine().nextDue();
    if (due.isEmpty()) {
      saga.setTimer(Optional.empty());
      return;
    }
    long dueAtMs = due.getAsLong();
    if (saga.timer().filter(planned -> planned.dueAtMs() == dueAtMs).isPresent()) {
      return;
    }
    boolean late = saga.strikes(SimulatedFaultKind.TIMER_LATE, dueAtMs);
    long delayMs = saga.dice().between(0, late ? LATE_TIMER_MS : TIMER_DELAY_MS, dueAtMs);
    SagaCase.Timer timer = new SagaCase.Timer(dueAtMs, dueAtMs - skewMs + delayMs);
    saga.setTimer(Optional.of(timer));
    timeline.at(timer.ringsAtMs(), () -> ring(saga, timer));
  }

  private void ring(SagaCase saga, SagaCase.Timer timer) {
    if (isUp && saga.timer().equals(Optional.of(timer))) {
      saga.setTimer(Optional.empty());
      take(saga, new SagaInput.TimerDue(saga.engine().id()));
    }
  }

  private void crash() {
    isUp = false;
    List<Waiting> again = new ArrayList<>();
    for (SagaCase saga : cases) {
      saga.setTimer(Optional.empty());
      if (saga.isMarkedDirty()) {
        saga.markDirty(false);
        saga.engine().tape().note(timeline.nowMs(), "the orchestrator dies");
        saga.engine().crash().forEach(input -> again.add(new Waiting(saga, input)));
      }
    }
    dirty.clear();
    backlog.addAll(0, again);
  }

  /** What was not committed is read again, then what came meanwhile; then timers ring (R6a). */
  private void comeBack(long newSkewMs) {
    isUp = true;
    skewMs = newSkewMs;
    List<Waiting> waiting = List.copyOf(backlog);
    backlog.clear();
    for (SagaCase saga : cases) {
      boolean isDue = saga.engine().nextDue().orElse(Long.MAX_VALUE) <= clockMs();
      if (isDue && saga.strikes(SimulatedFaultKind.TIMER_BEFORE_RECORDS, timeline.nowMs())) {
        take(saga, new SagaInput.TimerDue(saga.engine().id()));
      }
    }
    waiting.forEach(record -> take(record.saga(), record.input()));
    cases.forEach(this::setTimer);
  }
}
