package dev.sagas.export.architecture.bad.parquet;

import dev.sagas.operate.history.SagaTimeline;

final class BadParquet {
  private BadParquet() {}

  static SagaTimeline timeline(SagaTimeline timeline) {
    return timeline;
  }
}
