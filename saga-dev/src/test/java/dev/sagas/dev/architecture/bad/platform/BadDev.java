package dev.sagas.dev.architecture.bad.platform;

import dev.sagas.engine.core.Bytes;

final class BadDev {
  private BadDev() {}

  static Bytes core() {
    return Bytes.EMPTY;
  }
}
