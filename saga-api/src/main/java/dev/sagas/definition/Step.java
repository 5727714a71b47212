package dev.sagas.definition;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * One step of a saga: a command to a participant, and how to undo it.
 *
 * @param <D> the saga's data
 * @param commandClass the record that {@code command} makes
 * @param replies what to do with each reply record; a succeeded reply of a type that is not listed
 *     is an incident unless the map is empty
 * @param compensation empty for a step that has nothing to undo
 * @param pivot true for the point of no return
 */
public record Step<D>(
    StepName name,
    ParticipantName participant,
    Class<? extends SpecificRecord> commandClass,
    CommandFunction<D, ? extends SpecificRecord> command,
    Map<Class<? extends SpecificRecord>, ReplyFunction<D, Object>> replies,
    Optional<Compensation<D>> compensation,
    RetryPolicy retry,
    Duration timeout,
    boolean pivot) {
  public Step {
    replies = Map.copyOf(replies);
  }
}
