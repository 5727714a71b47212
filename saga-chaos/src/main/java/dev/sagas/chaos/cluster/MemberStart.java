package dev.sagas.chaos.cluster;

import java.time.Duration;
import java.util.List;

/** Waits for processes that were started. */
final class MemberStart {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final long POLL_MS = 50;

  private MemberStart() {}

  /**
   * Waits until members are ready.
   *
   * @throws ClusterFailure if one of them ends, or is not ready within 2 minutes
   */
  static void awaitReady(List<ProcessMember> members) {
    long endNanos = System.nanoTime() + START_LIMIT.toNanos();
    for (ProcessMember member : members) {
      while (!member.isReady()) {
        boolean ended = !member.isRunning();
        if (ended || System.nanoTime() > endNanos) {
          throw new ClusterFailure(
              "Expected %s to become ready, but it %s. Its log ends with:%n%s"
                  .formatted(member.name(), ended ? "ended" : "did not", member.endOfLog()));
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Pause.ofMs(POLL_MS);
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    }
  }
}
