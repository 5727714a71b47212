package dev.sagas.dev.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Confluent's own serializer and deserializer, by name: the default build does without them. */
final class ConfluentClasses {
  static final String SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";
  static final String DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

  private ConfluentClasses() {}

  /** Skips the test, with the reason, where they are missing. */
  static void assumePresent() {
    assumeTrue(isPresent(), "Confluent's classes are not here: run with -Pinterop");
  }

  private static boolean isPresent() {
    try {
      Class.forName(SERIALIZER);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @SuppressWarnings("unchecked") // Confluent's class is a Serializer<Object>
  static Serializer<Object> serializer(Map<String, ?> config) throws Exception {
    Serializer<Object> serializer =
        (Serializer<Object>)
            Class.forName(SERIALIZER).asSubclass(Serializer.class).getConstructor().newInstance();
    serializer.configure(config, false);
    return serializer;
  }

  @SuppressWarnings("unchecked") // Confluent's class is a Deserializer<Object>
  static Deserializer<Object> deserializer(Map<String, ?> config) throws Exception {
    Deserializer<Object> deserializer =
        (Deserializer<Object>)
            Class.forName(DESERIALIZER)
                .asSubclass(Deserializer.class)
                .getConstructor()
                .newInstance();
    deserializer.configure(config, false);
    return deserializer;
  }
}
