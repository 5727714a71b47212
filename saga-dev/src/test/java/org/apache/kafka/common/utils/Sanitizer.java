package org.apache.kafka.common.utils;

/**
 * For Debezium, which looks for this class here: Kafka 4.4 keeps it in another package. To be
 * deleted with the first release of Debezium for Kafka 4.4.
 */
public final class Sanitizer {
  private Sanitizer() {}

  /** As Kafka's own does. */
  public static String jmxSanitize(String name) {
    return org.apache.kafka.common.utils.internals.Sanitizer.jmxSanitize(name);
  }
}
