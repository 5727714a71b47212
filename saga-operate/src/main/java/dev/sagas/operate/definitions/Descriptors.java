package dev.sagas.operate.definitions;

import dev.sagas.definition.Branch;
import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.definition.ParallelGroup;
import dev.sagas.definition.Saga;
import dev.sagas.definition.Stage;
import dev.sagas.definition.Step;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.schema.BranchDescriptor;
import dev.sagas.schema.CompensationFailurePolicy;
import dev.sagas.schema.Hash;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.StageDescriptor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Describes a definition for {@code saga.definitions}. */
public final class Descriptors {
  private Descriptors() {}

  /** The descriptor of a definition, with a hash of its structure. */
  public static SagaDefinitionDescriptor of(DescribedSaga described) {
    Saga<?> saga = described.saga();
    SagaDefinitionDescriptor descriptor = new SagaDefinitionDescriptor();
    descriptor.setType(saga.type().value());
    descriptor.setVersion(saga.version());
    descriptor.setDefinitionClass(described.definitionClass());
    descriptor.setDataType(DeployedDefinitions.schema(saga.dataClass()).getFullName());
    descriptor.setDeadlineMs(saga.deadline().map(Duration::toMillis).orElse(null));
    descriptor.setOnCompensationFailure(policy(saga.onCompensationFailure()));
    descriptor.setStages(stages(saga));
    descriptor.setDataSchemaIds(List.of()); // known once they are registered
    String structure = Structure.of(saga);
    Digest hash = Digest.sha256(structure.getBytes(StandardCharsets.UTF_8));
    descriptor.setStructureHash(new Hash(hash.value().array()));
    return descriptor;
  }

  private static List<StageDescriptor> stages(Saga<?> saga) {
    return saga.stages().stream().map(Descriptors::stage).toList();
  }

  private static <D> StageDescriptor stage(Stage<D> stage) {
    return stage.accept(new Describing<>());
  }

  private static final class Describing<D> implements Stage.Visitor<D, StageDescriptor> {
    @Override
    public StageDescriptor group(ParallelGroup<D> group) {
      StageDescriptor descriptor = new StageDescriptor();
      descriptor.setGroup(group.name().value());
      descriptor.setUndoInParallel(group.undoInParallel());
      descriptor.setBranches(group.branches().stream().map(Descriptors::branch).toList());
      return descriptor;
    }

    @Override
    public StageDescriptor step(Step<D> step) {
      StageDescriptor descriptor = new StageDescriptor();
      descriptor.setUndoInParallel(false);
      descriptor.setBranches(List.of(alone(step)));
      return descriptor;
    }
  }

  private static <D> BranchDescriptor branch(Branch<D> branch) {
    StepDescriptors<D> steps = new StepDescriptors<>();
    return new BranchDescriptor(
        branch.name().value(), branch.steps().stream().map(step -> step.accept(steps)).toList());
  }

  private static <D> BranchDescriptor alone(Step<D> step) {
    return new BranchDescriptor(
        step.name().value(), List.of(step.accept(new StepDescriptors<D>())));
  }

  private static CompensationFailurePolicy policy(OnCompensationFailure onFailure) {
    return switch (onFailure) {
      case STOP -> CompensationFailurePolicy.STOP;
      case CONTINUE -> CompensationFailurePolicy.CONTINUE;
    };
  }
}
