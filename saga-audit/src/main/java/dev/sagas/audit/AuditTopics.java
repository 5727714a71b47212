package dev.sagas.audit;

import dev.sagas.protocol.TopicNames;
import java.util.List;

/**
 * The topics that an audit compares.
 *
 * @param checkpoints the changelog of the checkpoint store
 */
record AuditTopics(TopicNames names, String checkpoints) {
  String journal() {
    return names.journal();
  }

  String outcomes() {
    return names.outcomes();
  }

  String definitions() {
    return names.definitions();
  }

  /** The topics that must exist for an audit. */
  List<String> required() {
    return List.of(journal(), outcomes(), checkpoints);
  }

  /** True for a command topic of this deployment: the prefix and a participant's name. */
  boolean isCommandTopic(String topic) {
    return names.isCommands(topic);
  }
}
