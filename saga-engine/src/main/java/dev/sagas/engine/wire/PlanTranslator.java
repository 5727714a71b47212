package dev.sagas.engine.wire;

import dev.sagas.definition.Branch;
import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Compensation;
import dev.sagas.definition.LocalStep;
import dev.sagas.definition.ParallelGroup;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SignalStep;
import dev.sagas.definition.SleepStep;
import dev.sagas.definition.Stage;
import dev.sagas.definition.Step;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.core.StepPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Translates the structure of a definition for the engine, without its functions. */
final class PlanTranslator<D> implements Step.Visitor<D, StepPlan> {
  private final Stages stages = new Stages();

  private PlanTranslator() {}

  static <D extends SpecificRecord> SagaPlan plan(Saga<D> saga) {
    PlanTranslator<D> translator = new PlanTranslator<>();
    return new SagaPlan(
        saga.stages().stream().map(stage -> stage.accept(translator.stages)).toList(),
        saga.onCompensationFailure());
  }

  static String fullName(Class<?> recordClass) {
    return new SpecificData(recordClass.getClassLoader()).getSchema(recordClass).getFullName();
  }

  private final class Stages implements Stage.Visitor<D, SagaPlan.Stage> {
    @Override
    public SagaPlan.Stage step(Step<D> step) {
      return SagaPlan.Stage.of(step.accept(PlanTranslator.this));
    }

    @Override
    public SagaPlan.Stage group(ParallelGroup<D> group) {
      return new SagaPlan.Stage(
          Optional.of(group.name()),
          group.branches().stream().map(PlanTranslator.this::branch).toList(),
          group.undoInParallel());
    }
  }

  private SagaPlan.Branch branch(Branch<D> branch) {
    List<StepPlan> steps = branch.steps().stream().map(step -> step.accept(this)).toList();
    return new SagaPlan.Branch(branch.name(), steps);
  }

  @Override
  public StepPlan command(CommandStep<D> step) {
    return new StepPlan.Command(
        step.name(),
        step.condition().isPresent(),
        step.participant(),
        new StepPlan.Tries(step.retry(), step.timeout().toMillis()),
        step.compensation()
            .map(undo -> new StepPlan.Tries(undo.retry(), undo.timeout().toMillis())),
        step.compensation().flatMap(Compensation::replyClass).isPresent(),
        step.pivot(),
        ms(step.deadline()));
  }

  @Override
  public StepPlan local(LocalStep<D> step) {
    return new StepPlan.Local(step.name(), step.condition().isPresent());
  }

  @Override
  public StepPlan sleep(SleepStep<D> step) {
    return new StepPlan.Sleep(step.name(), step.condition().isPresent());
  }

  @Override
  public StepPlan signal(SignalStep<D> step) {
    return new StepPlan.Signal(
        step.name(),
        step.condition().isPresent(),
        step.signal(),
        fullName(step.signalClass()),
        ms(step.timeout()),
        step.onTimeout());
  }

  private static OptionalLong ms(Optional<Duration> duration) {
    return duration.isPresent() ? OptionalLong.of(duration.get().toMillis()) : OptionalLong.empty();
  }
}
