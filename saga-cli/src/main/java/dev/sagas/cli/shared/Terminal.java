package dev.sagas.cli.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** Whether a person looks on. */
public final class Terminal {
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /** True if standard output is a terminal. */
  public static boolean showsOutput() {
    return is(STANDARD_OUTPUT);
  }

  /** True if standard error is a terminal. */
  static boolean showsErrors() {
    return is(STANDARD_ERROR);
  }

  /** Picocli knows only about input and output, so Linux is asked first. */
  private static boolean is(Path stream) {
    if (Files.isSymbolicLink(stream)) {
      try {
        String device = Files.readSymbolicLink(stream).toString();
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return CommandLine.Help.Ansi.AUTO.enabled();
  }
}
