package dev.sagas.testkit.architecture.bad.registry;

import dev.sagas.orchestrator.core.Bytes;

final class BadRegistry {
  private BadRegistry() {}

  static Bytes core() {
    return Bytes.EMPTY;
  }
}
