package dev.sagas.dev.architecture.bad.bench;

import dev.sagas.engine.core.Bytes;

final class BadBench {
  private BadBench() {}

  static Bytes core() {
    return Bytes.EMPTY;
  }
}
