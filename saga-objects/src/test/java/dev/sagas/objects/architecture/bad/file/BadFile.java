package dev.sagas.objects.architecture.bad.file;

import org.assertj.core.data.Offset;

final class BadFile {
  private BadFile() {}

  static Offset<Long> offset(Offset<Long> offset) {
    return offset;
  }
}
