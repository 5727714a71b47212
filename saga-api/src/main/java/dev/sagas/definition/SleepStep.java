package dev.sagas.definition;

import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.Optional;

/**
 * A durable sleep: either for a duration, which stops while the saga is paused, or until an
 * instant, which does not.
 *
 * @param <D> the saga's data
 * @param duration how long, counted from when the step's turn comes
 * @param until when it ends; at once if that time has passed
 */
public record SleepStep<D>(
    StepName name,
    Optional<Condition<D>> condition,
    Optional<Duration> duration,
    Optional<InstantFunction<D>> until)
    implements Step<D> {
  public SleepStep {
    if (duration.isPresent() == until.isPresent()) {
      throw new IllegalArgumentException(
          "Expected step %s to have a duration or an instant, but got %s"
              .formatted(name, duration.isPresent() ? "both" : "none"));
    }
  }

  @Override
  public <R> R accept(Visitor<D, R> visitor) {
    return visitor.sleep(this);
  }
}
