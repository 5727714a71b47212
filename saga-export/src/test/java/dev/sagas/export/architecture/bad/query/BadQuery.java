package dev.sagas.export.architecture.bad.query;

import dev.sagas.operate.history.SagaTimeline;

final class BadQuery {
  private BadQuery() {}

  static SagaTimeline timeline(SagaTimeline timeline) {
    return timeline;
  }
}
