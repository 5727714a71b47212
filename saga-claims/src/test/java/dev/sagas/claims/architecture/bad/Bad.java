package dev.sagas.claims.architecture.bad;

import org.assertj.core.data.Offset;

final class Bad {
  private Bad() {}

  static Offset<Long> offset(Offset<Long> offset) {
    return offset;
  }
}
