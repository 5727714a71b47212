package dev.sagas.definition;

import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * How a step is undone.
 *
 * @param <D> the saga's data
 * @param commandClass the record that {@code function} makes
 * @param replyClass the reply record that {@code function} needs; empty if it needs none, in which
 *     case no reply is kept in the checkpoint
 * @param function makes the command
 * @param retry how often it is tried
 * @param timeout of one attempt
 */
public record Compensation<D>(
    Class<? extends SpecificRecord> commandClass,
    Optional<Class<? extends SpecificRecord>> replyClass,
    CompensationFunction<D, Object, ? extends SpecificRecord> function,
    RetryPolicy retry,
    Duration timeout) {}
