package dev.sagas.dev.architecture.bad.checker;

import dev.sagas.engine.core.Bytes;

final class BadChecker {
  private BadChecker() {}

  static Bytes core() {
    return Bytes.EMPTY;
  }
}
