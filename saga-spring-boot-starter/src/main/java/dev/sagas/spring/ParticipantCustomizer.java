package dev.sagas.spring;

import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.protocol.ParticipantName;

/**
 * A bean that adds to the description of each participant made from the application's handlers,
 * after the properties were applied: listeners, replies, settings. Several are called in their
 * order.
 */
@FunctionalInterface
public interface ParticipantCustomizer {
  /** Called once for each participant, before it is built. */
  void customize(ParticipantName name, ParticipantBuilder builder);
}
