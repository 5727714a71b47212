package dev.sagas.testkit.architecture.bad.kafka;

import dev.sagas.orchestrator.core.Bytes;

final class BadKafka {
  private BadKafka() {}

  static Bytes core() {
    return Bytes.EMPTY;
  }
}
