package dev.sagas.archive.architecture.bad.verify;

import dev.sagas.operate.history.SagaTimeline;

final class BadVerify {
  private BadVerify() {}

  static SagaTimeline timeline(SagaTimeline timeline) {
    return timeline;
  }
}
