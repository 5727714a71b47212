package dev.sagas.operate.topics;

import dev.sagas.engine.deployment.ReadFailure;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Why a record was not acknowledged.
 *
 * @param certain true if it is certainly not in its topic; false if it may be
 * @param reason for a person: topic, principal and operation where they are known, and the remedy
 */
public record SendFailure(boolean certain, String reason) {
  private static final int MAX_CAUSES = 4;

  /**
   * Classifies what the producer threw when a record was sent.
   *
   * <ul>
   *   <li>A failure is certain if Kafka refuses the record before it appends it, and would refuse
   *       it again. Any other failure may follow an attempt that was written.
   * </ul>
   *
   * @param client the properties that the producer was made with
   */
  static SendFailure of(Throwable failure, String topic, Map<String, ?> client) {
    String principal = ReadFailure.principal(client);
    Throwable at = failure;
    for (int depth = 0; at != null && depth < MAX_CAUSES; depth++, at = at.getCause()) {
      Optional<String> remedy = remedy(at, topic, principal);
      if (remedy.isPresent()) {
        return new SendFailure(true, remedy.get());
      }
    }
    return new SendFailure(false, failure + " (topic " + topic + ")");
  }

  private static Optional<String> remedy(Throwable failure, String topic, String principal) {
    if (failure instanceof TopicAuthorizationException) {
      return Optional.of(
          """
          %s lacks WRITE on topic %s: add it with kafka-acls.sh --add --operation Write \
          --topic %s\
          """
              .formatted(principal, topic, topic));
    }
    if (failure instanceof ClusterAuthorizationException) {
      return Optional.of(
          """
          %s is not allowed to write to %s idempotently: add WRITE on the topic, or IDEMPOTENT_WRITE on \
          the cluster, with kafka-acls.sh\
          """
              .formatted(principal, topic));
    }
    if (failure instanceof RecordTooLargeException) {
      return Optional.of(
          """
          the record is larger than topic %s takes (%s): raise its max.message.bytes with \
          kafka-configs.sh, or send less\
          """
              .formatted(topic, failure.getMessage()));
    }
    if (failure instanceof SerializationException
        || failure instanceof InvalidTopicException
        || failure instanceof InvalidTimestampException
        || failure instanceof UnsupportedVersionException
        || failure instanceof org.apache.kafka.common.InvalidRecordException) {
      return Optional.of("topic " + topic + " does not accept it: " + failure.getMessage());
    }
    return Optional.empty();
  }
}
