package dev.sagas.testkit;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.LocalStep;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SignalStep;
import dev.sagas.definition.SleepStep;
import dev.sagas.definition.Step;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.StepName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * The steps of a definition, found by the names that a test writes.
 *
 * @param <D> the saga's data
 */
final class DefinitionSteps<D extends SpecificRecord> {
  private final Saga<D> saga;
  private final Map<String, CommandStep<D>> commands = new LinkedHashMap<>();
  private final Map<String, SignalStep<D>> signals = new LinkedHashMap<>();

  DefinitionSteps(Saga<D> saga) {
    this.saga = saga;
    Adding adding = new Adding();
    saga.steps().forEach(step -> step.accept(adding));
  }

  /** Notes the steps that a test has words for. */
  private final class Adding implements Step.Visitor<D, StepName> {
    @Override
    public StepName command(CommandStep<D> step) {
      commands.put(step.name().value(), step);
      return step.name();
    }

    @Override
    public StepName local(LocalStep<D> step) {
      return step.name();
    }

    @Override
    public StepName sleep(SleepStep<D> step) {
      return step.name();
    }

    @Override
    public StepName signal(SignalStep<D> step) {
      signals.putIfAbsent(step.signal().value(), step);
      return step.name();
    }
  }

  /**
   * A step that sends commands.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  CommandStep<D> command(String name) {
    CommandStep<D> step = commands.get(name);
    if (step != null) {
      return step;
    }
    throw new IllegalArgumentException(
        "Expected a step that sends commands, but %s; saga %s sends commands in %s"
            .formatted(
                isStep(name) ? "step " + name + " sends none" : "there is no step " + name,
                saga.type(),
                commands.keySet()));
  }

  private boolean isStep(String name) {
    return saga.steps().stream().anyMatch(step -> step.name().value().equals(name));
  }

  /**
   * One action of a step.
   *
   * @throws IllegalArgumentException if there is no such step, or it has nothing to undo
   */
  ScriptedStep action(String name, Action action) {
    CommandStep<D> step = command(name);
    if (action == Action.COMPENSATE && step.compensation().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a step with a compensation, but step %s has none; saga %s undoes %s"
              .formatted(
                  name,
                  saga.type(),
                  commands.values().stream()
                      .filter(other -> other.compensation().isPresent())
                      .map(other -> other.name().value())
                      .collect(Collectors.joining(", ", "[", "]"))));
    }
    return new ScriptedStep(step, action);
  }

  /** The actions for which a participant is sent a record of this class. */
  List<ScriptedStep> sending(ParticipantName participant, Class<?> commandClass) {
    return commands.values().stream()
        .filter(step -> step.participant().equals(participant))
        .flatMap(step -> Arrays.stream(Action.values()).map(each -> new ScriptedStep(step, each)))
        .filter(each -> each.action() == Action.EXECUTE || each.step().compensation().isPresent())
        .filter(each -> each.commandClass().equals(commandClass))
        .toList();
  }

  /**
   * The first step that waits for a signal.
   *
   * @throws IllegalArgumentException if none does
   */
  SignalStep<D> signal(String name) {
    return Optional.ofNullable(signals.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    """
                    Expected a signal that a step waits for, but none waits for %s; saga %s \
                    waits for %s\
                    """
                        .formatted(name, saga.type(), signals.keySet())));
  }

  /**
   * Requires a step of any kind.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  void requireStep(String name) {
    if (!isStep(name)) {
      throw new IllegalArgumentException(
          "Expected a step of saga %s, one of %s, but got %s"
              .formatted(
                  saga.type(),
                  saga.steps().stream().map(step -> step.name().value()).toList(),
                  name));
    }
  }

  /** The steps that send commands, in the order of the definition. */
  List<CommandStep<D>> commands() {
    return List.copyOf(commands.values());
  }
}
