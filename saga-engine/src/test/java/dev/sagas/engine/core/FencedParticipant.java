package dev.sagas.engine.core;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A participant with a fence: every key takes effect at most once, an undone execute never again.
 */
final class FencedParticipant {
  private final Random random;
  private final Map<DeduplicationKey, StepOutcome> recorded = new HashMap<>();
  private final Set<DeduplicationKey> effects = new HashSet<>();
  private final Set<DeduplicationKey> undoneWithEffect = new HashSet<>();
  private boolean calm;

  FencedParticipant(Random random) {
    this.random = random;
  }

  /** From now on nothing fails and no compensation is refused. */
  void calm() {
    calm = true;
  }

  SagaInput.Reply handle(SagaEffect.SendCommand command) {
    DeduplicationKey key = command.commandId().key();
    StepOutcome outcome = recorded.get(key);
    if (outcome == null) {
      outcome = key.action() == Action.EXECUTE ? execute(key) : compensate(key);
    }
    String payload = random.nextInt(3) == 0 ? "data=" + random.nextInt(100) : "ok";
    return SagaRun.replyInput(command.commandId(), outcome, payload);
  }

  private StepOutcome execute(DeduplicationKey key) {
    int dice = random.nextInt(10);
    if (!calm && dice < 3) {
      return StepOutcome.FAILED;
    }
    StepOutcome outcome = dice == 9 ? StepOutcome.REJECTED : StepOutcome.SUCCEEDED;
    recorded.put(key, outcome);
    if (outcome == StepOutcome.SUCCEEDED) {
      effects.add(key);
    }
    return outcome;
  }

  private StepOutcome compensate(DeduplicationKey key) {
    int dice = random.nextInt(10);
    if (!calm && dice < 4) {
      return dice == 0 ? StepOutcome.REJECTED : StepOutcome.FAILED;
    }
    DeduplicationKey execute = key.forAction(Action.EXECUTE);
    recorded.putIfAbsent(execute, StepOutcome.REJECTED);
    if (effects.remove(execute)) {
      undoneWithEffect.add(execute);
    }
    recorded.put(key, StepOutcome.SUCCEEDED);
    return StepOutcome.SUCCEEDED;
  }

  boolean hasEffect(DeduplicationKey execute) {
    return effects.contains(execute);
  }

  boolean undidEffect(DeduplicationKey execute) {
    return undoneWithEffect.contains(execute);
  }
}
