package dev.sagas.objects;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is written: of known length, and readable again if a request is repeated. */
public interface ObjectContent {
  /** Its length in bytes. */
  long bytes() throws IOException;

  /** The bytes from the beginning; the caller closes it. */
  InputStream open() throws IOException;

  /** These bytes, which must not change. */
  static ObjectContent of(byte[] content) {
    return new ObjectContent() {
      @Override
      public long bytes() {
        return content.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(content);
      }
    };
  }

  /** A file's bytes, which must not change. */
  static ObjectContent of(Path file) {
    return new ObjectContent() {
      @Override
      public long bytes() throws IOException {
        return Files.size(file);
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }
    };
  }
}
