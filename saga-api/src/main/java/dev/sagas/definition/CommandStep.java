package dev.sagas.definition;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A command to a participant, and how to undo it.
 *
 * @param <D> the saga's data
 * @param commandClass the record that {@code command} makes
 * @param replies what to do with each reply record; a succeeded reply of a type that is not listed
 *     is an incident unless the map is empty
 * @param compensation empty for a step that has nothing to undo
 * @param timeout of one attempt
 * @param deadline how long the step may take with all its attempts; no limit if empty
 * @param pivot true for the point of no return
 */
public record CommandStep<D>(
    StepName name,
    Optional<Condition<D>> condition,
    ParticipantName participant,
    Class<? extends SpecificRecord> commandClass,
    CommandFunction<D, ? extends SpecificRecord> command,
    Map<Class<? extends SpecificRecord>, ReplyFunction<D, Object>> replies,
    Optional<Compensation<D>> compensation,
    RetryPolicy retry,
    Duration timeout,
    Optional<Duration> deadline,
    boolean pivot)
    implements Step<D> {
  public CommandStep {
    replies = Map.copyOf(replies);
  }

  @Override
  public <R> R accept(Visitor<D, R> visitor) {
    return visitor.command(this);
  }
}
