package dev.sagas.orchestrator.architecture.bad.core;

final class BadAsksSystem {
  private BadAsksSystem() {}

  static long now() {
    return System.currentTimeMillis();
  }
}
