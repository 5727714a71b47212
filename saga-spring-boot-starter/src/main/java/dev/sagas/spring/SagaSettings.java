package dev.sagas.spring;

import dev.sagas.protocol.ClientSettings;
import dev.sagas.protocol.TopicNames;
import java.util.Map;

/**
 * The settings with which the application's saga clients connect, made of the connection details
 * and the properties: for beans that build a {@link dev.sagas.participant.Participant} or a client
 * of their own.
 *
 * @param values as {@link dev.sagas.participant.ParticipantBuilder#kafka} takes them
 */
public record SagaSettings(Map<String, Object> values) {
  public SagaSettings {
    values = Map.copyOf(values);
  }

  /** The topics' names, with the prefix. */
  public TopicNames topics() {
    return ClientSettings.topics(values);
  }
}
