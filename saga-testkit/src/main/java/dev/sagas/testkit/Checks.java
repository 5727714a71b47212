package dev.sagas.testkit;

import dev.sagas.definition.CommandStep;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.WaitReason;
import java.util.List;
import java.util.Set;

/**
 * What must hold for every saga that has stopped moving, whatever went wrong.
 *
 * <p>That nothing happens or is undone twice is checked as it happens: see {@link Effects}.
 */
final class Checks {
  /** Incidents that a fixed definition would not have. */
  private static final Set<String> OF_THE_DEFINITION =
      Set.of(
          IncidentCode.DEFINITION_FAULT.name(),
          IncidentCode.OUTPUT_TOO_LARGE.name(),
          IncidentCode.ENGINE_FAULT.name());

  private Checks() {}

  /** Throws unless all of it holds. */
  static void check(SagaRun<?> saga) {
    SagaState state = saga.state();
    if (state.status().isTerminal()) {
      require(
          saga.world().summary().outcomes() == 1 && saga.outcome().isPresent(),
          "one outcome, but there are " + saga.world().summary().outcomes());
      outcomeIsTrue(saga);
    } else {
      noFunctionFailed(state);
      waitIsTrue(saga);
    }
    UndoOrder.check(saga.world().summary().events(), saga.world().setting().deployment().plan());
  }

  private static void require(boolean holds, String expectation) {
    if (!holds) {
      throw new SagaTestError("Expected " + expectation);
    }
  }

  private static void noFunctionFailed(SagaState state) {
    state
        .incidents()
        .forEach(
            incident ->
                require(
                    !OF_THE_DEFINITION.contains(incident.code()),
                    "no function of the definition to fail, but %s: %s"
                        .formatted(incident.code(), incident.message())));
  }

  /** Nothing is in flight any more, so that only a person or a signal can move the saga. */
  private static void waitIsTrue(SagaRun<?> saga) {
    List<WaitReason> reasons = saga.waitReasons();
    require(!reasons.isEmpty(), "a reason why the saga has not ended, but there is none");
    for (WaitReason reason : reasons) {
      boolean comes =
          switch (reason.kind()) {
            case REPLY, RETRY, SLEEP -> false;
            case SIGNAL -> reason.untilMs().isEmpty();
            case PAUSED, CAPACITY, INCIDENT -> true;
          };
      require(comes, "the saga to continue, but it waits for " + reason.text());
    }
  }

  /** Every effect is there, or none that can be undone. */
  private static void outcomeIsTrue(SagaRun<?> saga) {
    List<String> effects = saga.effects();
    for (CommandStep<?> step : saga.world().setting().deployment().steps().commands()) {
      String name = step.name().value();
      switch (saga.status()) {
        case COMPLETED ->
            require(
                effects.contains(name) == saga.succeeded().contains(name),
                """
                the effect of step %s to be there as the completed saga says, but \
                participants have %s\
                """
                    .formatted(name, effects));
        case COMPENSATED ->
            require(
                step.compensation().isEmpty() || !effects.contains(name),
                "the effect of step " + name + " to be undone, but it is there");
        case RUNNING, STOPPING, COMPENSATING, REFUSED, ENDED_BY_OPERATOR -> {
          // An operator says what is left.
        }
      }
    }
  }
}
