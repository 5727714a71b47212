package dev.sagas.export.architecture.bad.parquet;

import dev.sagas.export.architecture.bad.run.BadRun;

final class BadParquet {
  private BadParquet() {}

  static Class<?> run() {
    return BadRun.class;
  }
}
