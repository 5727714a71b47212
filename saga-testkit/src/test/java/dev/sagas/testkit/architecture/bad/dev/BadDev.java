package dev.sagas.testkit.architecture.bad.dev;

import dev.sagas.orchestrator.core.Bytes;

final class BadDev {
  private BadDev() {}

  static Bytes core() {
    return Bytes.EMPTY;
  }
}
