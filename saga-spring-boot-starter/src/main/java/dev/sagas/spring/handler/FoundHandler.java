package dev.sagas.spring.handler;

import dev.sagas.participant.CommandHandler;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * A handler of the application.
 *
 * @param origin its bean and its method, for messages
 * @param replies the records that it may reply with, as far as they are declared
 */
record FoundHandler(
    String origin,
    ParticipantName participant,
    Class<? extends SpecificRecord> command,
    Set<Action> actions,
    List<Class<? extends SpecificRecord>> replies,
    CommandHandler<SpecificRecord> handler) {
  FoundHandler {
    actions = Set.copyOf(actions);
    replies = List.copyOf(replies);
  }

  boolean overlaps(FoundHandler other) {
    return other.actions.stream().anyMatch(actions::contains);
  }
}
