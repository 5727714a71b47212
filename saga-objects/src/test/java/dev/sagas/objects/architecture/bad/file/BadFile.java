package dev.sagas.objects.architecture.bad.file;

import dev.sagas.protocol.SagaId;

final class BadFile {
  private BadFile() {}

  static SagaId saga(SagaId saga) {
    return saga;
  }
}
