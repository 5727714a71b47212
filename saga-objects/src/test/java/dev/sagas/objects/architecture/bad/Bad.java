package dev.sagas.objects.architecture.bad;

import dev.sagas.protocol.SagaId;

final class Bad {
  private Bad() {}

  static SagaId saga(SagaId saga) {
    return saga;
  }
}
