package dev.sagas.testkit;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What participants have done, as an auditor would find it in their books. */
final class Effects {
  private final List<DeduplicationKey> there = new ArrayList<>();
  private final Set<DeduplicationKey> happened = new HashSet<>();

  /**
   * A handler was called.
   *
   * @throws SagaTestError if an effect happens twice or is undone twice
   */
  void handled(Command command, Reply reply) {
    if (reply.outcome() != StepOutcome.SUCCEEDED) {
      return;
    }
    DeduplicationKey execute = command.executeKey();
    if (command.key().action() == Action.EXECUTE) {
      if (!happened.add(execute)) {
        throw new SagaTestError("Expected one effect of " + execute + ", but it happened twice");
      }
      there.add(execute);
    } else if (!there.remove(execute)) {
      throw new SagaTestError(
          "Expected the effect of %s to be there when it is undone, but it %s"
              .formatted(
                  execute, happened.contains(execute) ? "is undone already" : "never happened"));
    }
  }

  /** The steps whose effects exist, in the order in which they happened. */
  List<String> steps() {
    return there.stream().map(key -> key.step().value()).toList();
  }
}
