package dev.sagas.operate.definitions;

import dev.sagas.definition.Branch;
import dev.sagas.definition.Check;
import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Compensation;
import dev.sagas.definition.LocalStep;
import dev.sagas.definition.ParallelGroup;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SignalCheck;
import dev.sagas.definition.SignalStep;
import dev.sagas.definition.SleepStep;
import dev.sagas.definition.Stage;
import dev.sagas.definition.Step;
import dev.sagas.engine.definitions.DeployedDefinitions;
import java.util.Collection;
import java.util.List;

/**
 * Writes down everything in a definition except its functions: two with the same text make the same
 * decisions, except for differences in the code of their functions.
 */
final class Structure<D> implements Step.Visitor<D, String> {
  private Structure() {}

  static String of(Saga<?> saga) {
    StringBuilder text = new StringBuilder();
    text.append(DeployedDefinitions.schema(saga.dataClass()).getFullName());
    text.append('\n').append(saga.deadline());
    text.append('\n').append(saga.onCompensationFailure()).append('\n');
    for (Stage<?> stage : saga.stages()) {
      text.append(stageLines(stage));
    }
    return text.toString();
  }

  private static <D> String stageLines(Stage<D> stage) {
    return stage.accept(new Lines<>());
  }

  /** The lines of each kind of stage. */
  private static final class Lines<D> implements Stage.Visitor<D, String> {
    private final Structure<D> lines = new Structure<>();

    @Override
    public String step(Step<D> step) {
      return step.accept(lines);
    }

    @Override
    public String group(ParallelGroup<D> group) {
      StringBuilder text = new StringBuilder();
      text.append(line("group", group.name(), group.undoInParallel()));
      for (Branch<D> branch : group.branches()) {
        text.append(line("branch", branch.name()));
        branch.steps().forEach(step -> text.append(step.accept(lines)));
      }
      return text.append(line("end of group", group.name())).toString();
    }
  }

  @Override
  public String command(CommandStep<D> step) {
    return line(
        "command",
        step.name(),
        step.condition().isPresent(),
        step.participant(),
        step.commandClass().getName(),
        step.pivot(),
        step.retry(),
        step.timeout(),
        step.deadline(),
        names(step.replies().keySet()),
        step.compensation().map(Structure::compensation));
  }

  private static String compensation(Compensation<?> undo) {
    return line(
        undo.commandClass().getName(),
        names(undo.replyClass().stream().toList()),
        undo.retry(),
        undo.timeout());
  }

  @Override
  public String local(LocalStep<D> step) {
    return line(
        "local",
        step.name(),
        step.condition().isPresent(),
        step.checks().stream().map(Check::code).toList());
  }

  @Override
  public String sleep(SleepStep<D> step) {
    return line("sleep", step.name(), step.condition().isPresent(), step.duration());
  }

  @Override
  public String signal(SignalStep<D> step) {
    return line(
        "signal",
        step.name(),
        step.condition().isPresent(),
        step.signal(),
        step.signalClass().getName(),
        step.timeout(),
        step.onTimeout(),
        step.approval(),
        step.checks().stream().map(SignalCheck::code).toList());
  }

  private static String line(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part).append('|');
    }
    return text.append('\n').toString();
  }

  private static List<String> names(Collection<? extends Class<?>> classes) {
    return classes.stream().map(Class::getName).sorted().toList();
  }
}
