package dev.sagas.cli.journal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a result goes: a file, or standard output, which stays open. */
final class Destination implements AutoCloseable {
  private final Optional<Path> file;
  private final PrintWriter out;
  private Optional<PrintWriter> opened = Optional.empty();

  Destination(Optional<Path> file, PrintWriter out) {
    this.file = file;
    this.out = out;
  }

  /** For text; called once. */
  PrintWriter text() throws IOException {
    if (file.isPresent()) {
      opened =
          Optional.of(new PrintWriter(Files.newBufferedWriter(file.get(), StandardCharsets.UTF_8)));
    }
    return opened.orElse(out);
  }

  /** For bytes; the writer closes it. */
  OutputStream bytes() throws IOException {
    return file.isPresent()
        ? new BufferedOutputStream(Files.newOutputStream(file.get()))
        : new BufferedOutputStream(new StandardOutput());
  }

  /** Closing it must not close the process's own stream. */
  private static final class StandardOutput extends FilterOutputStream {
    StandardOutput() {
      super(System.out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /**
   * Finishes the text.
   *
   * @throws IOException if some of it could not be written
   */
  @Override
  public void close() throws IOException {
    out.flush();
    if (opened.isPresent()) {
      opened.get().close();
      if (opened.get().checkError()) {
        throw new IOException("Expected to write all of " + file.orElseThrow());
      }
    }
  }
}
