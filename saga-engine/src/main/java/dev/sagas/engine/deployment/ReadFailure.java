package dev.sagas.engine.deployment;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Says why topics could not be read. */
public final class ReadFailure {
  private static final Pattern USER = Pattern.compile("\\busername\\s*=\\s*\"([^\"]*)\"");

  private ReadFailure() {}

  /**
   * The reason for a person: topics, principal and operation where they are known.
   *
   * @param client the properties that the consumer was made with
   */
  public static String reason(KafkaException failure, Map<String, ?> client) {
    if (failure instanceof TopicAuthorizationException denied
        && !denied.unauthorizedTopics().isEmpty()) {
      return "%s lacks READ on topic %s: add it with kafka-acls.sh --add --operation Read"
          .formatted(principal(client), String.join(", ", denied.unauthorizedTopics()));
    }
    return String.valueOf(failure.getMessage());
  }

  /** The connecting principal, as far as the client's settings name it. */
  public static String principal(Map<String, ?> client) {
    Matcher user = USER.matcher(String.valueOf(client.get(SaslConfigs.SASL_JAAS_CONFIG)));
    if (user.find()) {
      return "the principal User:" + user.group(1);
    }
    Object protocol = client.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    return protocol == null || protocol.toString().equals("PLAINTEXT")
        ? "the principal User:ANONYMOUS"
        : "the principal that connects";
  }
}
