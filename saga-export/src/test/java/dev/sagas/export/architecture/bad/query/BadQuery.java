package dev.sagas.export.architecture.bad.query;

import dev.sagas.export.architecture.bad.run.BadRun;

final class BadQuery {
  private BadQuery() {}

  static Class<?> run() {
    return BadRun.class;
  }
}
