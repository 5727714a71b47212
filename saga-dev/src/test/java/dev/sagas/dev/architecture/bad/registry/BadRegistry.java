package dev.sagas.dev.architecture.bad.registry;

import dev.sagas.engine.core.Bytes;

final class BadRegistry {
  private BadRegistry() {}

  static Bytes core() {
    return Bytes.EMPTY;
  }
}
