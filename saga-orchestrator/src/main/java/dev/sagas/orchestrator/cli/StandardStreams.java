package dev.sagas.orchestrator.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/**
 * The process's output in UTF-8, whatever its locale says: what one command prints another reads,
 * and in a container without a locale Java 17 would print a question mark for every umlaut.
 */
final class StandardStreams {
  private StandardStreams() {}

  /** To be called before any command is made: picocli remembers what the streams were then. */
  static void useUtf8() {
    System.setOut(stream(FileDescriptor.out));
    System.setErr(stream(FileDescriptor.err));
  }

  /** True if the JVM could not read what it was given: a reason would be kept as it is. */
  static boolean isMutilated(String[] arguments) {
    return Arrays.stream(arguments).anyMatch(argument -> argument.indexOf('\ufffd') >= 0);
  }

  /** The command, which then writes UTF-8. */
  static CommandLine toUtf8(CommandLine command) {
    return command.setOut(writer(System.out)).setErr(writer(System.err));
  }

  private static PrintStream stream(FileDescriptor of) {
    return new PrintStream(new FileOutputStream(of), true, StandardCharsets.UTF_8);
  }

  private static PrintWriter writer(OutputStream to) {
    return new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), true);
  }
}
