package dev.sagas.objects.architecture.bad.s3;

import org.assertj.core.data.Offset;

final class BadS3 {
  private BadS3() {}

  static Offset<Long> offset(Offset<Long> offset) {
    return offset;
  }
}
