package dev.sagas.comparison.littlehorse;

import dev.sagas.comparison.load.ComparisonFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that this one has started; what it says goes to a file. */
final class ChildProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final int CONNECT_MS = 500;
  private static final int SHOWN_LINES = 20;

  private final Process process;
  private final Path log;
  private final Thread killer;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    // An interrupted run leaves no process behind.
    this.killer = new Thread(process::destroyForcibly, "child-killer");
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts one.
   *
   * @param main the main class with its arguments
   * @param log the file for what it says
   */
  static ChildProcess start(Jvm jvm, List<String> main, Path log) {
    List<String> command = new ArrayList<>();
    command.add(jvm.java().toString());
    command.addAll(jvm.options());
    command.add("-cp");
    command.add(jvm.lib() + "/*");
    command.addAll(main);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new ChildProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to start " + command, e);
    }
  }

  /** A port of the loopback interface that is free now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected a free port", e);
    }
  }

  Process process() {
    return process;
  }

  /** Returns when it listens on the port. */
  void awaitPort(int port) throws InterruptedException {
    long endNanos = System.nanoTime() + START.toNanos();
    while (!listens(port)) {
      if (process.waitFor(CONNECT_MS, TimeUnit.MILLISECONDS) || System.nanoTime() > endNanos) {
        throw new ComparisonFailure(
            "Expected a process to listen on port %s, but it does not; its log ends with%n%s"
                .formatted(port, endOfLog()));
      }
    }
  }

  /** Returns when it has ended in good order. */
  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new ComparisonFailure(
          "Expected a process to end with 0; its log ends with%n%s".formatted(endOfLog()));
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
