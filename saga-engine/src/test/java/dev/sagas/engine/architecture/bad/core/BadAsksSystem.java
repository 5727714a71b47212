package dev.sagas.engine.architecture.bad.core;

final class BadAsksSystem {
  private BadAsksSystem() {}

  static long now() {
    return System.currentTimeMillis();
  }
}
