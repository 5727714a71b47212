package dev.sagas.audit;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/** Counts the results of one step of a saga type. */
final class StepTally {
  final DurationTally duration = new DurationTally();
  final DurationTally undoDuration = new DurationTally();
  private final Map<StepEnd, Long> results = new EnumMap<>(StepEnd.class);
  private final CodeTally failures = new CodeTally();
  private final Map<WaitReason.Kind, Long> waitedMs = new EnumMap<>(WaitReason.Kind.class);
  private Naming named;
  private long executes;
  private long compensates;
  private long mostAttempts;

  /**
   * When the journal names the step.
   *
   * @param place among the steps that the entry names
   */
  record Naming(long atMs, int place) implements Comparable<Naming> {
    private static final Comparator<Naming> ORDER =
        Comparator.comparingLong(Naming::atMs).thenComparingInt(Naming::place);

    @Override
    public int compareTo(Naming other) {
      return ORDER.compare(this, other);
    }
  }

  StepTally(Naming first) {
    named = first;
  }

  /** The earliest time at which the journal names it. */
  Naming named() {
    return named;
  }

  void name(long atMs, int place) {
    if (atMs < named.atMs() || (atMs == named.atMs() && place < named.place())) {
      named = new Naming(atMs, place);
    }
  }

  /** Adds what another one has counted of the same step. */
  void add(StepTally other) {
    duration.add(other.duration);
    undoDuration.add(other.undoDuration);
    other.results.forEach((result, times) -> results.merge(result, times, Long::sum));
    failures.add(other.failures);
    other.waitedMs.forEach(this::waited);
    executes += other.executes;
    compensates += other.compensates;
    mostAttempts = Math.max(mostAttempts, other.mostAttempts);
  }

  void result(StepEnd result) {
    results.merge(result, 1L, Long::sum);
  }

  void sent(SagaEvent.CommandIssued command) {
    if (command.action() == Action.EXECUTE) {
      executes++;
    } else {
      compensates++;
    }
    mostAttempts = Math.max(mostAttempts, command.attempt());
  }

  void failed(String code) {
    failures.add(code);
  }

  void waited(WaitReason.Kind kind, long ms) {
    waitedMs.merge(kind, ms, Long::sum);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(named.atMs());
    out.writeInt(named.place());
    out.writeLong(executes);
    out.writeLong(compensates);
    out.writeLong(mostAttempts);
    TallyMaps.write(out, results);
    TallyMaps.write(out, waitedMs);
    failures.write(out);
    duration.write(out);
    undoDuration.write(out);
  }

  static StepTally read(DataInput in) throws IOException {
    StepTally step = new StepTally(new Naming(in.readLong(), in.readInt()));
    step.executes = in.readLong();
    step.compensates = in.readLong();
    step.mostAttempts = in.readLong();
    TallyMaps.read(
        in, (name, count) -> step.results.merge(StepEnd.valueOf(name), count, Long::sum));
    TallyMaps.read(in, (name, ms) -> step.waited(WaitReason.Kind.valueOf(name), ms));
    step.failures.read(in);
    step.duration.read(in);
    step.undoDuration.read(in);
    return step;
  }

  StepAnalytics summary(StepName step) {
    return new StepAnalytics(
        step,
        results,
        executes,
        compensates,
        mostAttempts,
        duration.summary(),
        undoDuration.summary(),
        failures.counts(),
        waitedMs);
  }
}
