package dev.sagas.testkit;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Compensation;
import dev.sagas.definition.LocalStep;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SignalStep;
import dev.sagas.definition.SleepStep;
import dev.sagas.definition.Step;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** The classes of the records that a step sends and receives. */
final class RecordClasses<D> implements Step.Visitor<D, Set<Class<?>>> {
  private RecordClasses() {}

  /** Those of all steps of a saga. */
  static <D extends SpecificRecord> Set<Class<?>> of(Saga<D> saga) {
    RecordClasses<D> classes = new RecordClasses<>();
    Set<Class<?>> all = new HashSet<>();
    saga.steps().forEach(step -> all.addAll(step.accept(classes)));
    return all;
  }

  @Override
  public Set<Class<?>> command(CommandStep<D> step) {
    Set<Class<?>> classes = new HashSet<>(step.replies().keySet());
    classes.add(step.commandClass());
    step.compensation().map(Compensation::commandClass).ifPresent(classes::add);
    return classes;
  }

  @Override
  public Set<Class<?>> local(LocalStep<D> step) {
    return Set.of();
  }

  @Override
  public Set<Class<?>> sleep(SleepStep<D> step) {
    return Set.of();
  }

  @Override
  public Set<Class<?>> signal(SignalStep<D> step) {
    return Set.of(step.signalClass());
  }
}
