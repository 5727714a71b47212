package dev.sagas.orchestrator.streams;

import java.util.Map;
import java.util.Optional;

/** Knows the trace context of commands. Asked on stream threads: must be quick. */
@FunctionalInterface
public interface CommandTraces {
  /** Commands have the trace context of the record that caused them. */
  CommandTraces NONE = headers -> Optional.empty();

  /**
   * The {@code traceparent} of a record.
   *
   * @param headers of the record; it need not be a command
   * @return empty if the record stays as it is
   */
  Optional<String> parentOf(Map<String, String> headers);
}
