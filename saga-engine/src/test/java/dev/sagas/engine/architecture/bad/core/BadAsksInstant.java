package dev.sagas.engine.architecture.bad.core;

import java.time.Instant;

final class BadAsksInstant {
  private BadAsksInstant() {}

  static Instant moment() {
    return Instant.now();
  }
}
