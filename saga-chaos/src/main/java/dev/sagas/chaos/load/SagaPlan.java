package dev.sagas.chaos.load;

import dev.sagas.client.SagaStart;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.SignalName;
import dev.sagas.samples.schema.chaos.ChaosData;
import dev.sagas.samples.schema.chaos.ChaosSignal;
import dev.sagas.schema.ApprovalDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;

/**
 * What clients do with one saga, as decided by the seed and the saga's number.
 *
 * @param start the request
 * @param signals for each step that waits, in the order of the definition
 * @param repeatedAfterMs how long after the start the same request is sent again, if it is
 */
record SagaPlan(SagaStart start, List<PlannedSignal> signals, OptionalLong repeatedAfterMs) {
  private static final int MAX_UNITS = 9;
  private static final int MAX_SIGNAL_DELAY_MS = 6_000;
  private static final int MAX_REPEAT_DELAY_MS = 8_000;
  private static final double REPEATED = 0.1;
  private static final double NOT_SENT = 0.08;
  private static final double NOT_GOOD = 0.1;

  SagaPlan {
    signals = List.copyOf(signals);
  }

  /**
   * A signal or a decision.
   *
   * @param sent false if the step is left to its time-out
   * @param good whether it lets the saga continue
   */
  record PlannedSignal(
      SignalName name, boolean isApproval, boolean sent, boolean good, long afterMs) {
    /** The record that says so. */
    SpecificRecord value() {
      return valueOf(good);
    }

    /** The record that lets the saga continue, whatever is planned. */
    SpecificRecord goodValue() {
      return valueOf(true);
    }

    private SpecificRecord valueOf(boolean isGood) {
      return isApproval
          ? new ApprovalDecision(isGood, "chaos", isGood ? null : "declined by the seed")
          : new ChaosSignal(isGood);
    }
  }

  /** The plan of the saga of this number. */
  static SagaPlan of(List<ChaosShape> shapes, long seed, long number) {
    SplittableRandom random = new SplittableRandom(ParticipantChoice.mixed(seed, "saga-" + number));
    ChaosShape shape = shapes.get(random.nextInt(shapes.size()));
    SagaId id = new SagaId("c-" + seed + "-" + number);
    ChaosData data = new ChaosData(id.value(), number, 1 + random.nextInt(MAX_UNITS), 0, 0, 0);
    OptionalLong repeated =
        random.nextDouble() < REPEATED
            ? OptionalLong.of(random.nextLong(MAX_REPEAT_DELAY_MS))
            : OptionalLong.empty();
    List<PlannedSignal> signals = new ArrayList<>();
    WaitingKind kind = new WaitingKind();
    for (ChaosStep step : shape.steps()) {
      Waits waits = step.accept(kind);
      if (waits != Waits.FOR_NOTHING) {
        signals.add(planned(step, waits == Waits.FOR_DECISION, random));
      }
    }
    return new SagaPlan(SagaStart.of(new SagaType(shape.type()), id, data), signals, repeated);
  }

  private static PlannedSignal planned(
      ChaosStep step, boolean isApproval, SplittableRandom random) {
    return new PlannedSignal(
        new SignalName(step.name()),
        isApproval,
        random.nextDouble() >= NOT_SENT,
        random.nextDouble() >= NOT_GOOD,
        random.nextLong(MAX_SIGNAL_DELAY_MS));
  }

  SagaId id() {
    return start.sagaId();
  }

  private enum Waits {
    FOR_NOTHING,
    FOR_SIGNAL,
    FOR_DECISION
  }

  /** What a step waits for. */
  private static final class WaitingKind implements ChaosStep.Visitor<Waits> {
    @Override
    public Waits command(ChaosStep.Command step) {
      return Waits.FOR_NOTHING;
    }

    @Override
    public Waits local(ChaosStep.Local step) {
      return Waits.FOR_NOTHING;
    }

    @Override
    public Waits sleep(ChaosStep.Sleep step) {
      return Waits.FOR_NOTHING;
    }

    @Override
    public Waits signal(ChaosStep.Signal step) {
      return Waits.FOR_SIGNAL;
    }

    @Override
    public Waits approval(ChaosStep.Approval step) {
      return Waits.FOR_DECISION;
    }
  }
}
