package dev.sagas.testkit;

import dev.sagas.participant.StepResult;
import dev.sagas.protocol.DeduplicationKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The participants of one saga: they do what the test says, behind a fence like the real one. */
final class Participants {
  private static final StepResult INJECTED =
      StepResult.rejected("INJECTED_REJECTION", "The exploration lets the step be rejected");

  private final Scripts scripts;
  private final Fence fence = new Fence();
  private final Effects effects = new Effects();
  private final Map<StepScript, Integer> calls = new HashMap<>();
  private final Set<DeduplicationKey> rejecting = new HashSet<>();

  Participants(Scripts scripts) {
    this.scripts = scripts;
  }

  /**
   * The result of a command.
   *
   * @param reply empty if there is none
   * @param lateMs how much later than normal the reply arrives
   */
  record Handled(Optional<Reply> reply, long lateMs, boolean twice) {}

  Effects effects() {
    return effects;
  }

  /** The handler of this command is going to reject it, whatever the test says. */
  void reject(DeduplicationKey key) {
    rejecting.add(key);
  }

  /**
   * Handles a command.
   *
   * @throws SagaTestError if the test does not say how
   */
  Handled handle(Command command) {
    Optional<Reply> known = fence.answerTo(command);
    if (known.isPresent()) {
      return new Handled(known, 0, false);
    }
    Answer answer = rejecting.contains(command.key()) ? Answer.of(any -> INJECTED) : next(command);
    Optional<Reply> reply = answer.handler().map(handler -> Reply.of(handler.apply(command)));
    reply.ifPresent(said -> take(command, said));
    return new Handled(reply, answer.late().toMillis(), answer.twice());
  }

  private void take(Command command, Reply reply) {
    if (reply.record() instanceof Done) {
      command
          .step()
          .problemWithoutReplyRecord()
          .ifPresent(
              problem -> {
                throw new SagaTestError(problem);
              });
    }
    fence.record(command, reply);
    effects.handled(command, reply);
  }

  private Answer next(Command command) {
    StepScript script = scripts.of(command.step()).orElseThrow(() -> unscripted(command));
    return script
        .at(calls.merge(script, 1, Integer::sum) - 1)
        .orElseThrow(() -> unscripted(command));
  }

  private static SagaTestError unscripted(Command command) {
    ScriptedStep step = command.step();
    return new SagaTestError(
        """
        Expected the test to say what participant %s answers to %s of step %s, but it does \
        not (saga %s). Write for example\n  %s;\n  %s.rejects("CODE", "why");\
        """
            .formatted(
                command.definition().participant(),
                command.record().getSchema().getName(),
                command.key().step(),
                command.key().sagaId(),
                step.success(),
                step.expression()));
  }
}
