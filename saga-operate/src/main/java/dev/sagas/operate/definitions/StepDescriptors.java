package dev.sagas.operate.definitions;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.LocalStep;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.SignalStep;
import dev.sagas.definition.SleepStep;
import dev.sagas.definition.Step;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.schema.StepDescriptor;
import dev.sagas.schema.StepKind;
import dev.sagas.schema.WaitTimeoutPolicy;
import java.time.Duration;
import java.util.List;

/** Describes each kind of step. */
final class StepDescriptors<D> implements Step.Visitor<D, StepDescriptor> {
  @Override
  public StepDescriptor command(CommandStep<D> step) {
    StepDescriptor descriptor = descriptor(step, StepKind.COMMAND);
    descriptor.setParticipant(step.participant().value());
    descriptor.setCommandType(fullName(step.commandClass()));
    descriptor.setCompensationType(
        step.compensation().map(undo -> fullName(undo.commandClass())).orElse(null));
    descriptor.setPivot(step.pivot());
    descriptor.setTimeoutMs(step.timeout().toMillis());
    descriptor.setDeadlineMs(step.deadline().map(Duration::toMillis).orElse(null));
    descriptor.setMaxAttempts(step.retry().maxAttempts());
    descriptor.setReplyTypes(
        step.replies().keySet().stream().map(StepDescriptors::fullName).sorted().toList());
    return descriptor;
  }

  @Override
  public StepDescriptor local(LocalStep<D> step) {
    return descriptor(step, StepKind.LOCAL);
  }

  @Override
  public StepDescriptor sleep(SleepStep<D> step) {
    StepDescriptor descriptor = descriptor(step, StepKind.SLEEP);
    descriptor.setSleepMs(step.duration().map(Duration::toMillis).orElse(null));
    return descriptor;
  }

  @Override
  public StepDescriptor signal(SignalStep<D> step) {
    StepDescriptor descriptor =
        descriptor(step, step.approval() ? StepKind.APPROVAL : StepKind.SIGNAL);
    descriptor.setSignal(step.signal().value());
    descriptor.setSignalType(fullName(step.signalClass()));
    descriptor.setTimeoutMs(step.timeout().map(Duration::toMillis).orElse(null));
    descriptor.setOnTimeout(step.timeout().map(timeout -> policy(step.onTimeout())).orElse(null));
    return descriptor;
  }

  private static StepDescriptor descriptor(Step<?> step, StepKind kind) {
    StepDescriptor descriptor = new StepDescriptor();
    descriptor.setName(step.name().value());
    descriptor.setKind(kind);
    descriptor.setConditional(step.condition().isPresent());
    descriptor.setReplyTypes(List.of());
    return descriptor;
  }

  private static String fullName(Class<?> recordClass) {
    return DeployedDefinitions.schema(recordClass).getFullName();
  }

  private static WaitTimeoutPolicy policy(OnTimeout onTimeout) {
    return switch (onTimeout) {
      case COMPENSATE -> WaitTimeoutPolicy.COMPENSATE;
      case CONTINUE -> WaitTimeoutPolicy.CONTINUE;
      case INCIDENT -> WaitTimeoutPolicy.INCIDENT;
    };
  }
}
