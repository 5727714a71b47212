package dev.sagas.export.architecture.bad.rows;

import dev.sagas.operate.history.SagaTimeline;

final class BadRows {
  private BadRows() {}

  static SagaTimeline timeline(SagaTimeline timeline) {
    return timeline;
  }
}
