package dev.sagas.testkit;

import dev.sagas.definition.SignalStep;
import dev.sagas.schema.ApprovalDecision;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The signal that arrives whenever the saga waits for it.
 *
 * <ul>
 *   <li>It arrives a millisecond after the wait began, or after the time set by {@link #after}.
 *   <li>The last verb applies; without one no signal arrives.
 * </ul>
 */
public final class SignalScript {
  private final SignalStep<?> step;
  private Optional<SpecificRecord> record = Optional.empty();
  private Duration after = Duration.ofMillis(World.LATENCY_MS);

  SignalScript(SignalStep<?> step) {
    this.step = step;
  }

  /**
   * The signal carries this record.
   *
   * @throws IllegalArgumentException if the step waits for another record
   */
  public SignalScript sends(SpecificRecord signal) {
    requireFit(step, signal);
    this.record = Optional.of(signal);
    return this;
  }

  /** The approval is given. */
  public SignalScript approves(String decidedBy) {
    return sends(decision(true, decidedBy, null));
  }

  /** The approval is declined. */
  public SignalScript declines(String decidedBy, String reason) {
    return sends(decision(false, decidedBy, reason));
  }

  /** How long after the beginning of the wait it arrives. */
  public SignalScript after(Duration wait) {
    this.after = wait;
    return this;
  }

  Optional<SpecificRecord> record() {
    return record;
  }

  long afterMs() {
    return after.toMillis();
  }

  /**
   * A person's decision; Avro's generated constructor takes null for a field that may be absent.
   */
  static ApprovalDecision decision(boolean approved, String decidedBy, @Nullable String reason) {
    return new ApprovalDecision(approved, decidedBy, reason);
  }

  static void requireFit(SignalStep<?> step, SpecificRecord signal) {
    if (!step.signalClass().isInstance(signal)) {
      throw new IllegalArgumentException(
          "Expected signal %s to carry %s, for which step %s waits, but got %s"
              .formatted(
                  step.signal(),
                  step.signalClass().getSimpleName(),
                  step.name(),
                  signal.getClass().getSimpleName()));
    }
  }
}
