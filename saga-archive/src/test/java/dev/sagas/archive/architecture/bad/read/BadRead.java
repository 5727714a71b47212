package dev.sagas.archive.architecture.bad.read;

import dev.sagas.operate.history.SagaTimeline;

final class BadRead {
  private BadRead() {}

  static SagaTimeline timeline(SagaTimeline timeline) {
    return timeline;
  }
}
