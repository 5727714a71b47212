package dev.sagas.samples.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** With Confluent's own serializer and deserializer in every part; run by the profile interop. */
@Tag("interop")
class ConfluentOrderSagaTest extends OrderSagaContract {
  @Override
  Backbone startBackbone(Path dataDirectory) {
    assumeTrue(
        System.getProperty("saga.interop.confluent") != null,
        "Confluent's classes are on the class path in the profile interop alone");
    return new EmbeddedBackbone(dataDirectory);
  }

  @Override
  Map<String, String> serde() {
    return Map.of(
        "saga.value.serializer", "io.confluent.kafka.serializers.KafkaAvroSerializer",
        "saga.value.deserializer", "io.confluent.kafka.serializers.KafkaAvroDeserializer");
  }
}
