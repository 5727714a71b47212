package dev.sagas.archive.architecture.bad.command;

import dev.sagas.operate.history.SagaTimeline;

final class BadCommand {
  private BadCommand() {}

  static SagaTimeline timeline(SagaTimeline timeline) {
    return timeline;
  }
}
