package dev.sagas.orchestrator.definitions;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Saga;
import dev.sagas.orchestrator.core.Digest;
import dev.sagas.schema.Hash;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.StepDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Describes a definition for {@code saga.definitions}. */
public final class Descriptors {
  private Descriptors() {}

  /** The descriptor of a definition, with a hash of its structure. */
  public static SagaDefinitionDescriptor of(DescribedSaga described) {
    Saga<?> saga = described.saga();
    List<StepDescriptor> steps =
        DeployedDefinitions.commandSteps(saga).stream().map(Descriptors::step).toList();
    SagaDefinitionDescriptor descriptor = new SagaDefinitionDescriptor();
    descriptor.setType(saga.type().value());
    descriptor.setVersion(saga.version());
    descriptor.setDefinitionClass(described.definitionClass());
    descriptor.setDataType(DeployedDefinitions.schema(saga.dataClass()).getFullName());
    descriptor.setSteps(steps);
    descriptor.setStructureHash(new Hash(structureHash(saga, descriptor).value().array()));
    return descriptor;
  }

  private static StepDescriptor step(CommandStep<?> step) {
    return new StepDescriptor(
        step.name().value(),
        step.participant().value(),
        step.compensation().isPresent(),
        step.pivot(),
        step.timeout().toMillis(),
        step.retry().maxAttempts(),
        step.replies().keySet().stream()
            .map(reply -> DeployedDefinitions.schema(reply).getFullName())
            .sorted()
            .toList());
  }

  private static Digest structureHash(Saga<?> saga, SagaDefinitionDescriptor descriptor) {
    StringBuilder text = new StringBuilder();
    text.append(descriptor.getDataType()).append('\n').append(saga.deadline()).append('\n');
    for (CommandStep<?> step : DeployedDefinitions.commandSteps(saga)) {
      text.append(step.name()).append('|').append(step.participant()).append('|');
      text.append(step.commandClass().getName()).append('|').append(step.pivot()).append('|');
      text.append(step.retry()).append('|').append(step.timeout()).append('|');
      text.append(names(step.replies().keySet())).append('|');
      step.compensation()
          .ifPresent(
              undo ->
                  text.append(undo.commandClass().getName())
                      .append('|')
                      .append(names(undo.replyClass().stream().toList()))
                      .append('|')
                      .append(undo.retry())
                      .append('|')
                      .append(undo.timeout()));
      text.append('\n');
    }
    return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> names(Collection<? extends Class<?>> classes) {
    return classes.stream().map(Class::getName).sorted().toList();
  }
}
