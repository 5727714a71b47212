package dev.sagas.protocol;

import java.util.HashMap;
import java.util.Map;

/**
 * Splits a service's single map of settings among the Kafka clients made from it.
 *
 * <ul>
 *   <li>A setting that starts with {@code consumer.} or {@code producer.} applies only to that kind
 *       of client, without the prefix, and takes precedence over a plain one.
 *   <li>Settings of sagas and of the registry are passed to neither.
 * </ul>
 */
public final class ClientSettings {
  /** The setting that holds the topics' prefix; empty by default. */
  public static final String TOPIC_PREFIX = "saga.topic.prefix";

  private static final String CONSUMER = "consumer.";
  private static final String PRODUCER = "producer.";

  private ClientSettings() {}

  /** The topics' names, with the prefix in {@value #TOPIC_PREFIX}. */
  public static TopicNames topics(Map<String, ?> settings) {
    Object prefix = settings.get(TOPIC_PREFIX);
    return prefix == null ? TopicNames.DEFAULT : new TopicNames(prefix.toString());
  }

  /** The settings of consumers. */
  public static Map<String, Object> forConsumers(Map<String, ?> settings) {
    return select(settings, CONSUMER);
  }

  /** The settings of producers. */
  public static Map<String, Object> forProducers(Map<String, ?> settings) {
    return select(settings, PRODUCER);
  }

  private static Map<String, Object> select(Map<String, ?> settings, String wanted) {
    Map<String, Object> plain = new HashMap<>();
    Map<String, Object> own = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(wanted)) {
            own.put(key.substring(wanted.length()), value);
          } else if (!isForOthers(key)) {
            plain.put(key, value);
          }
        });
    plain.putAll(own);
    return plain;
  }

  private static boolean isForOthers(String key) {
    return key.startsWith(CONSUMER)
        || key.startsWith(PRODUCER)
        || key.startsWith("saga.")
        || key.startsWith("schema.registry.");
  }
}
