package dev.sagas.dev.architecture.bad.kafka;

import dev.sagas.engine.core.Bytes;

final class BadKafka {
  private BadKafka() {}

  static Bytes core() {
    return Bytes.EMPTY;
  }
}
