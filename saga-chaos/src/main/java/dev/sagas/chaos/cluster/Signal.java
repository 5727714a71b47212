package dev.sagas.chaos.cluster;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The signals that Java cannot send itself. */
enum Signal {
  KILL,
  INT,
  STOP,
  CONT;

  private static final long LIMIT_S = 10;

  /**
   * Sends it.
   *
   * @return false if there is no such process
   * @throws ClusterFailure if nothing can be sent
   */
  boolean send(long pid) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        throw new ClusterFailure("Expected kill -%s %s to end".formatted(name(), pid));
      }
      return kill.exitValue() == 0;
    } catch (IOException e) {
      throw new ClusterFailure("Expected to send the signal " + name() + " to " + pid, e);
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    }
  }
}
