package dev.sagas.chaos.load;

import dev.sagas.definition.ApprovalBuilder;
import dev.sagas.definition.LocalBuilder;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.SignalBuilder;
import dev.sagas.definition.SleepBuilder;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.chaos.ChaosData;
import dev.sagas.samples.schema.chaos.ChaosSignal;
import dev.sagas.samples.schema.chaos.MoveUnits;
import dev.sagas.samples.schema.chaos.ReturnUnits;
import dev.sagas.samples.schema.chaos.UnitsMoved;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;

/** Describes each kind of step with its functions, all of which are pure. */
final class StepText {
  private static final RetryPolicy RETRY =
      RetryPolicy.exponential()
          .withInitialBackoff(Duration.ofMillis(100))
          .withMaxBackoff(Duration.ofSeconds(2));
  private static final int HOLDS_EXCEPT_ONE_IN = 3;
  private static final int REJECTED_ONE_IN = 16;

  private StepText() {}

  static StepBuilder<ChaosData> command(ChaosStep.Command step, StepBuilder<ChaosData> builder) {
    builder
        .participant(step.participant())
        .command(MoveUnits.class, data -> move(step, data))
        .onReply(UnitsMoved.class, (data, reply) -> counted(data))
        .retry(RETRY.withMaxAttempts(step.maxAttempts()))
        .timeout(Duration.ofMillis(step.timeoutMs()));
    if (step.compensated()) {
      builder
          .compensation(ReturnUnits.class, data -> moveBack(step, data))
          .compensationRetry(RETRY.withMaxAttempts(ShapeMaker.MANY_ATTEMPTS));
    }
    if (step.pivot()) {
      builder.pivot();
    }
    return step.conditional() ? builder.when(data -> holds(step, data)) : builder;
  }

  static LocalBuilder<ChaosData> local(ChaosStep.Local step, LocalBuilder<ChaosData> builder) {
    builder.apply(
        data -> {
          data.setNotes(data.getNotes() + 1);
          return data;
        });
    if (step.mayReject()) {
      builder.rejectWhen(
          data -> draw(step, data, REJECTED_ONE_IN) == 0,
          "NOT_ALLOWED",
          "The step does not allow this number");
    }
    return step.conditional() ? builder.when(data -> holds(step, data)) : builder;
  }

  static SleepBuilder<ChaosData> sleep(ChaosStep.Sleep step, SleepBuilder<ChaosData> builder) {
    builder.duration(Duration.ofMillis(step.durationMs()));
    return step.conditional() ? builder.when(data -> holds(step, data)) : builder;
  }

  static SignalBuilder<ChaosData, ChaosSignal> signal(
      ChaosStep.Signal step, SignalBuilder<ChaosData, SpecificRecord> builder) {
    SignalBuilder<ChaosData, ChaosSignal> typed =
        builder
            .on(ChaosSignal.class, (data, signal) -> signalled(data))
            .timeout(Duration.ofMillis(step.timeoutMs()), step.onTimeout());
    if (step.mayReject()) {
      typed.rejectWhen(signal -> !signal.getGood(), "BAD_SIGNAL", "The signal was not good");
    }
    return step.conditional() ? typed.when(data -> holds(step, data)) : typed;
  }

  static ApprovalBuilder<ChaosData> approval(
      ChaosStep.Approval step, ApprovalBuilder<ChaosData> builder) {
    builder
        .onDecision((data, decision) -> signalled(data))
        .timeout(Duration.ofMillis(step.timeoutMs()), step.onTimeout());
    return step.conditional() ? builder.when(data -> holds(step, data)) : builder;
  }

  private static MoveUnits move(ChaosStep.Command step, ChaosData data) {
    return new MoveUnits(
        data.getSagaId(),
        step.accounts().from(data.getNumber()),
        step.accounts().to(data.getNumber()),
        data.getUnits(),
        step.mayReject());
  }

  private static ReturnUnits moveBack(ChaosStep.Command step, ChaosData data) {
    return new ReturnUnits(
        data.getSagaId(),
        step.accounts().from(data.getNumber()),
        step.accounts().to(data.getNumber()),
        data.getUnits());
  }

  private static ChaosData counted(ChaosData data) {
    data.setMoves(data.getMoves() + 1);
    return data;
  }

  private static ChaosData signalled(ChaosData data) {
    data.setSignals(data.getSignals() + 1);
    return data;
  }

  private static boolean holds(ChaosStep step, ChaosData data) {
    return draw(step, data, HOLDS_EXCEPT_ONE_IN) != 0;
  }

  /** The same for a step and a saga whenever it is asked. */
  private static int draw(ChaosStep step, ChaosData data, int count) {
    return Math.floorMod(step.name().hashCode() + 31 * Long.hashCode(data.getNumber()), count);
  }
}
