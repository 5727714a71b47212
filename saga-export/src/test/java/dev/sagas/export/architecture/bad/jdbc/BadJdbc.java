package dev.sagas.export.architecture.bad.jdbc;

import dev.sagas.operate.history.SagaTimeline;

final class BadJdbc {
  private BadJdbc() {}

  static SagaTimeline timeline(SagaTimeline timeline) {
    return timeline;
  }
}
