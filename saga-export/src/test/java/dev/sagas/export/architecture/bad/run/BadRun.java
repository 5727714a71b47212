package dev.sagas.export.architecture.bad.run;

import dev.sagas.operate.history.SagaTimeline;

final class BadRun {
  private BadRun() {}

  static SagaTimeline timeline(SagaTimeline timeline) {
    return timeline;
  }
}
