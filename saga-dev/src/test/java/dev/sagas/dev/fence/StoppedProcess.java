package dev.sagas.dev.fence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals that stop and continue a process, on Linux. */
public final class StoppedProcess {
  private StoppedProcess() {}

  /** Sends signal 19; a process that stops itself returns when it was continued. */
  public static void stop(long pid) throws IOException, InterruptedException {
    send("-STOP", pid);
  }

  /** Sends signal 18. */
  public static void resume(long pid) throws IOException, InterruptedException {
    send("-CONT", pid);
  }

  private static void send(String signal, long pid) throws IOException, InterruptedException {
    int exitCode = new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
    if (exitCode != 0) {
      throw new IOException("Expected kill %s %s to succeed".formatted(signal, pid));
    }
  }

  /** Whether the system says that it is stopped. */
  public static boolean isStopped(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The name before it is in brackets, and may hold anything.
    return stat.startsWith("T", stat.lastIndexOf(')') + 2);
  }
}
