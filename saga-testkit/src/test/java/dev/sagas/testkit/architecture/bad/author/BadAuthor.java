package dev.sagas.testkit.architecture.bad.author;

import org.apache.kafka.clients.producer.ProducerRecord;

final class BadAuthor {
  private BadAuthor() {}

  static ProducerRecord<String, String> kafka() {
    return new ProducerRecord<>("topic", "value");
  }
}
