package dev.sagas.engine.architecture.bad.core;

import java.util.UUID;

final class BadMakesUuid {
  private BadMakesUuid() {}

  static String id() {
    return UUID.randomUUID().toString();
  }
}
