package dev.sagas.testkit;

import dev.sagas.protocol.Action;
import org.apache.avro.specific.SpecificRecord;

/**
 * A command that a saga sent.
 *
 * @param attempt counts from 1
 * @param record a copy of its own: what was encoded, decoded again
 */
public record RecordedCommand(
    String step, Action action, int attempt, String participant, SpecificRecord record) {
  /** In words, without the record's content. */
  @Override
  public String toString() {
    return "%s %s, attempt %s (%s to %s)"
        .formatted(action.headerValue(), step, attempt, record.getSchema().getName(), participant);
  }
}
