package dev.sagas.definition;

import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A wait for an external signal: from another system, or a person's decision.
 *
 * @param <D> the saga's data
 * @param signalClass the record that the signal carries
 * @param function copies the signal into the data
 * @param checks evaluated in order with the signal; the first that holds rejects the step
 * @param timeout how long it waits; until the saga's deadline if empty
 * @param onTimeout what happens when {@code timeout} has passed; ignored without one
 * @param approval true if the signal is a person's decision
 */
public record SignalStep<D>(
    StepName name,
    Optional<Condition<D>> condition,
    SignalName signal,
    Class<? extends SpecificRecord> signalClass,
    SignalFunction<D, Object> function,
    List<SignalCheck> checks,
    Optional<Duration> timeout,
    OnTimeout onTimeout,
    boolean approval)
    implements Step<D> {
  /** The code with which a declined approval is rejected. */
  public static final String NOT_APPROVED = "NOT_APPROVED";

  public SignalStep {
    checks = List.copyOf(checks);
  }

  @Override
  public <R> R accept(Visitor<D, R> visitor) {
    return visitor.signal(this);
  }
}
