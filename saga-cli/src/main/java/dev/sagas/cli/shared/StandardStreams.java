package dev.sagas.cli.shared;

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
 * Makes the process's output UTF-8, whatever its locale: commands read each other's output, and in
 * a container without a locale Java 17 would print a question mark for every umlaut.
 */
public final class StandardStreams {
  private StandardStreams() {}

  /** Must be called before any command is created: picocli keeps the streams of that time. */
  public static void useUtf8() {
    System.setOut(stream(FileDescriptor.out));
    System.setErr(stream(FileDescriptor.err));
  }

  /** True if the JVM could not decode its arguments: a garbled reason would be journaled. */
  public static boolean isMutilated(String[] arguments) {
    return Arrays.stream(arguments).anyMatch(argument -> argument.indexOf('\ufffd') >= 0);
  }

  /** The command, which then writes UTF-8. */
  public static CommandLine toUtf8(CommandLine command) {
    return command.setOut(writer(System.out)).setErr(writer(System.err));
  }

  private static PrintStream stream(FileDescriptor of) {
    return new PrintStream(new FileOutputStream(of), true, StandardCharsets.UTF_8);
  }

  private static PrintWriter writer(OutputStream to) {
    return new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), true);
  }
}
