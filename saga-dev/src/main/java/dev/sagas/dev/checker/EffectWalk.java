package dev.sagas.dev.checker;

import static dev.sagas.dev.checker.VerdictKind.DOUBLE_EFFECT;
import static dev.sagas.dev.checker.VerdictKind.EFFECT_AFTER_FENCE;
import static dev.sagas.dev.checker.VerdictKind.UNDO_WITHOUT_DO;

import dev.sagas.protocol.DeduplicationKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Follows the effects of a run in time.
 *
 * <ul>
 *   <li>An effect that is a violation itself does not count for those after it.
 * </ul>
 */
final class EffectWalk {
  private final RunHistory run;
  private final BiConsumer<VerdictKind, String> found;
  private final List<ObservedEffect> effects;
  private final Set<DeduplicationKey> seen = new HashSet<>();
  private final Set<DeduplicationKey> undone = new HashSet<>();
  private final Set<DeduplicationKey> inEffect = new LinkedHashSet<>();

  EffectWalk(RunHistory run, BiConsumer<VerdictKind, String> found) {
    this.run = run;
    this.found = found;
    this.effects = new ArrayList<>(run.effects());
    effects.sort(Comparator.comparingLong(ObservedEffect::atMs));
  }

  /** The execute keys that are in effect at the end, after all violations were reported. */
  Set<DeduplicationKey> finish() {
    for (ObservedEffect effect : effects) {
      if (!seen.add(effect.key())) {
        found.accept(DOUBLE_EFFECT, "Expected one effect of %s".formatted(text(effect)));
      } else if (effect.isUndo()) {
        undo(effect);
      } else {
        execute(effect);
      }
    }
    return inEffect;
  }

  private void execute(ObservedEffect effect) {
    DeduplicationKey key = effect.key();
    if (undone.contains(key) || run.fenced().contains(key)) {
      found.accept(EFFECT_AFTER_FENCE, "Expected no effect any more of %s".formatted(text(effect)));
    } else if (inEffect.stream().anyMatch(other -> other.step().equals(key.step()))) {
      found.accept(
          DOUBLE_EFFECT, "Expected the undo of an earlier epoch before %s".formatted(text(effect)));
    } else {
      inEffect.add(key);
    }
  }

  private void undo(ObservedEffect effect) {
    DeduplicationKey execute = run.executeOf(effect);
    if (!undone.add(execute)) {
      found.accept(DOUBLE_EFFECT, "Expected one undo of %s".formatted(text(effect)));
    } else if (!inEffect.remove(execute) && !isDoneLater(execute)) {
      found.accept(UNDO_WITHOUT_DO, "Expected an effect to undo before %s".formatted(text(effect)));
    }
  }

  /** Then the execute is the violation: it took place although its undo was there. */
  private boolean isDoneLater(DeduplicationKey execute) {
    return !seen.contains(execute)
        && effects.stream().anyMatch(effect -> effect.key().equals(execute));
  }

  private static String text(ObservedEffect effect) {
    return "%s at %s (%s)".formatted(effect.key(), effect.atMs(), effect.value());
  }
}
