package dev.sagas.archive.architecture.bad.write;

import dev.sagas.operate.history.SagaTimeline;

final class BadWrite {
  private BadWrite() {}

  static SagaTimeline timeline(SagaTimeline timeline) {
    return timeline;
  }
}
