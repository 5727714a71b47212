package dev.sagas.definition;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes a durable sleep: it survives any crash and ends within the precision of timers.
 *
 * <ul>
 *   <li>Needs exactly one of {@link #duration} and {@link #until}.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class SleepBuilder<D> extends StepDescription<D, SleepBuilder<D>> {
  private @Nullable Duration duration;
  private @Nullable InstantFunction<D> until;

  SleepBuilder(String name) {
    super(name);
  }

  /** How long to sleep, counted from when the step's turn comes; stops while the saga is paused. */
  public SleepBuilder<D> duration(Duration fromNow) {
    this.duration = fromNow;
    return this;
  }

  /** When the sleep ends: at once if that time has passed. A pause does not move it. */
  public SleepBuilder<D> until(InstantFunction<D> instant) {
    this.until = instant;
    return this;
  }

  @Override
  SleepBuilder<D> self() {
    return this;
  }

  @Override
  void checkKind(Problems found) {
    if ((duration == null) == (until == null)) {
      found.add(title() + " needs exactly one of duration and until");
    }
    if (duration != null) {
      found.requireInBounds(title() + ": duration", duration);
    }
  }

  @Override
  void checkFromPivotOn(Problems found) {
    // A sleep cannot fail.
  }

  @Override
  SleepStep<D> build() {
    return new SleepStep<>(
        stepName(), condition(), Optional.ofNullable(duration), Optional.ofNullable(until));
  }
}
