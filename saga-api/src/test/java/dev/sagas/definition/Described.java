package dev.sagas.definition;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sagas.schema.StepFailure;
import java.util.List;
import java.util.Map;

/** Pieces of descriptions that tests have in common. */
final class Described {
  private Described() {}

  static Saga.Builder<StepFailure> saga() {
    return Saga.named("order", 2, StepFailure.class);
  }

  static StepBuilder<StepFailure> command(StepBuilder<StepFailure> step) {
    return step.participant("shop").command(StepFailure.class, data -> data);
  }

  static StepBuilder<StepFailure> undoable(StepBuilder<StepFailure> step) {
    return command(step).compensation(StepFailure.class, data -> data);
  }

  static StepFailure data(String code) {
    return new StepFailure(code, "m", Map.of());
  }

  static List<String> problems(Saga.Builder<StepFailure> builder) {
    return catchThrowableOfType(InvalidDefinitionException.class, builder::build).problems();
  }
}
