package dev.sagas.archive.architecture.bad.format;

import dev.sagas.operate.history.SagaTimeline;

final class BadFormat {
  private BadFormat() {}

  static SagaTimeline timeline(SagaTimeline timeline) {
    return timeline;
  }
}
