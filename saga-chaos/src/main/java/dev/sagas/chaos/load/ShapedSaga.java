package dev.sagas.chaos.load;

import dev.sagas.chaos.load.ChaosShape.Stage;
import dev.sagas.definition.BranchBuilder;
import dev.sagas.definition.GroupBuilder;
import dev.sagas.definition.Saga;
import dev.sagas.samples.schema.chaos.ChaosData;
import java.util.List;

/** Writes a shape in the definition language. */
final class ShapedSaga {
  private ShapedSaga() {}

  static Saga<ChaosData> of(ChaosShape shape, int version) {
    Saga.Builder<ChaosData> saga =
        Saga.named(shape.type(), version, ChaosData.class)
            .onCompensationFailure(shape.onCompensationFailure());
    shape.deadline().ifPresent(saga::deadline);
    AlonePart alone = new AlonePart(saga);
    int position = 0;
    for (Stage stage : shape.stages()) {
      position++;
      if (stage.isGroup()) {
        saga.parallel(
            "group-%s-%s".formatted(shape.number(), position), group -> branches(stage, group));
      } else {
        stage.branches().forEach(steps -> steps.forEach(step -> step.accept(alone)));
      }
    }
    return saga.build();
  }

  private static GroupBuilder<ChaosData> branches(Stage stage, GroupBuilder<ChaosData> group) {
    int count = 0;
    for (List<ChaosStep> steps : stage.branches()) {
      count++;
      group.branch(
          "branch-" + count,
          branch -> {
            BranchPart part = new BranchPart(branch);
            steps.forEach(step -> step.accept(part));
            return branch;
          });
    }
    return stage.undoInParallel() ? group.undoInParallel() : group;
  }

  /** Adds steps to the saga itself. */
  private record AlonePart(Saga.Builder<ChaosData> saga)
      implements ChaosStep.Visitor<Saga.Builder<ChaosData>> {
    @Override
    public Saga.Builder<ChaosData> command(ChaosStep.Command step) {
      return saga.step(step.name(), builder -> StepText.command(step, builder));
    }

    @Override
    public Saga.Builder<ChaosData> local(ChaosStep.Local step) {
      return saga.local(step.name(), builder -> StepText.local(step, builder));
    }

    @Override
    public Saga.Builder<ChaosData> sleep(ChaosStep.Sleep step) {
      return saga.sleep(step.name(), builder -> StepText.sleep(step, builder));
    }

    @Override
    public Saga.Builder<ChaosData> signal(ChaosStep.Signal step) {
      return saga.awaitSignal(step.name(), builder -> StepText.signal(step, builder));
    }

    @Override
    public Saga.Builder<ChaosData> approval(ChaosStep.Approval step) {
      return saga.approval(step.name(), builder -> StepText.approval(step, builder));
    }
  }

  /** Adds steps to a branch. */
  private record BranchPart(BranchBuilder<ChaosData> branch)
      implements ChaosStep.Visitor<BranchBuilder<ChaosData>> {
    @Override
    public BranchBuilder<ChaosData> command(ChaosStep.Command step) {
      return branch.step(step.name(), builder -> StepText.command(step, builder));
    }

    @Override
    public BranchBuilder<ChaosData> local(ChaosStep.Local step) {
      return branch.local(step.name(), builder -> StepText.local(step, builder));
    }

    @Override
    public BranchBuilder<ChaosData> sleep(ChaosStep.Sleep step) {
      return branch.sleep(step.name(), builder -> StepText.sleep(step, builder));
    }

    @Override
    public BranchBuilder<ChaosData> signal(ChaosStep.Signal step) {
      return branch.awaitSignal(step.name(), builder -> StepText.signal(step, builder));
    }

    @Override
    public BranchBuilder<ChaosData> approval(ChaosStep.Approval step) {
      return branch.approval(step.name(), builder -> StepText.approval(step, builder));
    }
  }
}
