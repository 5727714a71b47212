package dev.sagas.archive.claims;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.util.List;
import java.util.Set;

/** Which topics of a deployment may have claims. */
final class ClaimTopics {
  private static final String FENCE = ".fence";
  private static final String CHANGELOG = "-changelog";

  private final TopicNames topics;
  private final String application;
  private final Set<String> recent;
  private final List<String> required;

  ClaimTopics(Deployment deployment) {
    this.topics = deployment.topics();
    this.application = deployment.applicationId() + "-";
    this.recent =
        Set.of(
            topics.requests(),
            topics.replies(),
            topics.signals(),
            topics.operations(),
            topics.outcomes(),
            topics.answers(),
            topics.journal());
    this.required =
        List.of(
            deployment.checkpointTopic(),
            application + "parked" + CHANGELOG,
            topics.deadLetters(),
            topics.journal(),
            topics.requests(),
            topics.replies(),
            topics.signals(),
            topics.operations(),
            topics.outcomes());
  }

  /** True for what counts whatever its age. */
  boolean isWhole(String topic) {
    return (topic.startsWith(application) && topic.endsWith(CHANGELOG))
        || topic.equals(topics.deadLetters())
        || isFence(topic);
  }

  private boolean isFence(String topic) {
    int begin = topics.prefix().length();
    int end = topic.length() - FENCE.length();
    return topic.startsWith(topics.prefix())
        && topic.endsWith(FENCE)
        && begin < end
        && ParticipantName.isValid(topic.substring(begin, end));
  }

  /** True for what counts while it is young. */
  boolean isRecent(String topic) {
    return recent.contains(topic) || topics.isCommands(topic);
  }

  /**
   * Checks that what each deployment has is there: else everything would seem unused.
   *
   * @throws DeploymentException if a topic is missing
   */
  void requireAll(Set<String> present) {
    for (String topic : required) {
      if (!present.contains(topic)) {
        throw new DeploymentException(
            """
            Expected topic %s, without which it is not known what is needed, but there is none, or \
            it cannot be described: check --prefix, --application-id and the rights of the \
            principal that connects\
            """
                .formatted(topic));
      }
    }
  }
}
