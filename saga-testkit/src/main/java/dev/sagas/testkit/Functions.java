package dev.sagas.testkit;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.LocalStep;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SignalStep;
import dev.sagas.definition.SleepStep;
import dev.sagas.definition.Step;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Lists the functions of a definition by the names under which they are run. */
final class Functions<D> implements Step.Visitor<D, Set<String>> {
  private final Set<String> names = new LinkedHashSet<>();

  private Functions() {}

  static <D extends SpecificRecord> Set<String> of(Saga<D> saga) {
    Functions<D> functions = new Functions<>();
    for (Step<D> step : saga.steps()) {
      step.condition().ifPresent(condition -> functions.add(step, RepeatedSaga.CONDITION));
      step.accept(functions);
    }
    return functions.names;
  }

  private void add(Step<D> step, String function) {
    names.add(Repeats.name(step.name(), function));
  }

  @Override
  public Set<String> command(CommandStep<D> step) {
    add(step, RepeatedSaga.COMMAND);
    step.compensation().ifPresent(undo -> add(step, RepeatedSaga.COMPENSATION));
    step.replies().keySet().forEach(type -> add(step, RepeatedSaga.REPLY + type.getSimpleName()));
    return names;
  }

  @Override
  public Set<String> local(LocalStep<D> step) {
    add(step, RepeatedSaga.LOCAL);
    return names;
  }

  @Override
  public Set<String> sleep(SleepStep<D> step) {
    step.until().ifPresent(until -> add(step, RepeatedSaga.INSTANT));
    return names;
  }

  @Override
  public Set<String> signal(SignalStep<D> step) {
    add(step, RepeatedSaga.SIGNAL);
    return names;
  }
}
