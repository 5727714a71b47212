package dev.sagas.engine.core;

import java.util.Optional;

/**
 * Whether a step that was begun can have been begun as what another version says it is; returns
 * what speaks against it.
 *
 * @param before the step in the version that the saga is on, if that is deployed
 */
record MigrationKind(SagaState state, Optional<StepPlan> before, StepState step)
    implements StepPlan.Visitor<Optional<String>> {
  @Override
  public Optional<String> command(StepPlan.Command plan) {
    if (step.attempt() > 0) {
      return sentTo().equals(plan.participant().value())
          ? Optional.empty()
          : Optional.of(
              "sent commands to " + (sentTo().isEmpty() ? "another participant" : sentTo()));
    }
    return switch (step.status()) {
      case SUCCEEDED, REJECTED, OUTCOME_UNKNOWN ->
          Optional.of("ran without a command, and sends one in it");
      case WAITING, SLEEPING -> waits();
      case PENDING,
          EXECUTING,
          EXECUTE_BACKOFF,
          SKIPPED,
          ABANDONED,
          COMPENSATING,
          COMPENSATE_BACKOFF,
          COMPENSATED,
          COMPENSATION_GIVEN_UP ->
          passedOver(plan);
    };
  }

  @Override
  public Optional<String> local(StepPlan.Local plan) {
    return step.status().isOpen() && step.status() != StepStatus.PENDING
        ? waits()
        : withoutCommand(plan);
  }

  @Override
  public Optional<String> sleep(StepPlan.Sleep plan) {
    return step.status() == StepStatus.WAITING ? waits() : withoutCommand(plan);
  }

  @Override
  public Optional<String> signal(StepPlan.Signal plan) {
    boolean isOther =
        step.target().filter(signal -> !signal.equals(plan.signal().value())).isPresent();
    return step.status() == StepStatus.SLEEPING || isOther ? waits() : withoutCommand(plan);
  }

  /** The participant of its commands; a restart forgets it, the version that sent them does not. */
  private String sentTo() {
    return before
        .filter(plan -> step.target().isEmpty())
        .flatMap(StepPlan::asCommand)
        .map(command -> command.participant().value())
        .orElseGet(() -> step.target().orElse(""));
  }

  private Optional<String> waits() {
    if (step.attempt() > 0) {
      return Optional.of("sent commands to " + sentTo());
    }
    return Optional.of(step.target().map(signal -> "waits for signal " + signal).orElse("sleeps"));
  }

  private Optional<String> withoutCommand(StepPlan plan) {
    if (step.attempt() > 0) {
      return Optional.of("sent commands to " + sentTo());
    }
    boolean ran = step.status() == StepStatus.SUCCEEDED || step.status() == StepStatus.REJECTED;
    if (ran && before.isPresent() && !before.get().getClass().equals(plan.getClass())) {
      return Optional.of("ran as a step of another kind");
    }
    return passedOver(plan);
  }

  /** What was skipped, but not by an operator, is skipped for the same reason. */
  private Optional<String> passedOver(StepPlan plan) {
    boolean byItself =
        step.status() == StepStatus.SKIPPED
            && step.attempt() == 0
            && !state.control().skipped().contains(step.name());
    if (!byItself) {
      return Optional.empty();
    }
    if (step.target().isPresent()) {
      return plan.asSignal().isPresent()
          ? Optional.empty()
          : Optional.of("waited for signal " + step.target().get() + " without success");
    }
    return plan.conditional()
        ? Optional.empty()
        : Optional.of("was passed over by its condition, and has none in it");
  }
}
