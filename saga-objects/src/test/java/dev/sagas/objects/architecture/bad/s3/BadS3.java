package dev.sagas.objects.architecture.bad.s3;

import dev.sagas.protocol.SagaId;

final class BadS3 {
  private BadS3() {}

  static SagaId saga(SagaId saga) {
    return saga;
  }
}
