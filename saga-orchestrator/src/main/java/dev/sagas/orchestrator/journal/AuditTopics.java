package dev.sagas.orchestrator.journal;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;

/**
 * The topics that an audit compares.
 *
 * @param checkpoints the changelog of the checkpoint store
 */
record AuditTopics(TopicNames names, String checkpoints) {
  private static final String COMMANDS = ".commands";

  String journal() {
    return names.journal();
  }

  String outcomes() {
    return names.outcomes();
  }

  /** True for a command topic of this deployment: the prefix and a participant's name. */
  boolean isCommandTopic(String topic) {
    if (!topic.startsWith(names.prefix()) || !topic.endsWith(COMMANDS)) {
      return false;
    }
    int end = topic.length() - COMMANDS.length();
    int start = names.prefix().length();
    return start < end && ParticipantName.isValid(topic.substring(start, end));
  }
}
