package dev.sagas.dev.architecture.bad.simulate;

import org.apache.kafka.clients.producer.ProducerRecord;

final class BadSimulation {
  private BadSimulation() {}

  static ProducerRecord<String, String> kafka() {
    return new ProducerRecord<>("topic", "value");
  }
}
