package dev.sagas.serde;

import org.apache.avro.Schema;

/**
 * How the registry's subject follows from a topic and a record's schema.
 *
 * <ul>
 *   <li>{@link #RECORD_NAME} and {@link #TOPIC_RECORD_NAME} let one topic carry several record
 *       types.
 *   <li>{@link #TOPIC_NAME} is Confluent's default.
 * </ul>
 */
public enum SubjectStrategy {
  /** {@code <topic>-value}. */
  TOPIC_NAME("TopicNameStrategy"),

  /** The full name of the record. */
  RECORD_NAME("RecordNameStrategy"),

  /** {@code <topic>-<full name of the record>}. */
  TOPIC_RECORD_NAME("TopicRecordNameStrategy");

  private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

  private final String confluentName;

  SubjectStrategy(String confluentName) {
    this.confluentName = confluentName;
  }

  /** The subject of a value's schema. */
  public String subject(String topic, Schema schema) {
    return subject(topic, schema, false);
  }

  String subject(String topic, Schema schema, boolean isKey) {
    return switch (this) {
      case TOPIC_NAME -> topic + (isKey ? "-key" : "-value");
      case RECORD_NAME -> schema.getFullName();
      case TOPIC_RECORD_NAME -> topic + "-" + schema.getFullName();
    };
  }

  /** The class that Confluent's serializer expects as its {@code value.subject.name.strategy}. */
  public String confluentClassName() {
    return CONFLUENT_PACKAGE + confluentName;
  }

  /**
   * Reads a configured strategy.
   *
   * @param configured this enum's name, Confluent's class or class name, with or without its
   *     package
   * @throws IllegalArgumentException for anything else
   */
  public static SubjectStrategy parse(Object configured) {
    String name = configured instanceof Class<?> type ? type.getName() : configured.toString();
    for (SubjectStrategy strategy : values()) {
      if (name.equals(strategy.name())
          || name.equals(strategy.confluentName)
          || name.equals(strategy.confluentClassName())) {
        return strategy;
      }
    }
    throw new IllegalArgumentException(
        """
        Expected a subject name strategy of TopicNameStrategy, RecordNameStrategy or \
        TopicRecordNameStrategy, but got %s\
        """
            .formatted(name));
  }
}
