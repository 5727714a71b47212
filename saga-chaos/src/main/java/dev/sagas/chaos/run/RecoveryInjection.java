package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.Cluster;
import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.cluster.ClusterMember;
import dev.sagas.chaos.cluster.Pause;
import java.io.IOException;

/** Does one fault, and starts again what it has ended. */
final class RecoveryInjection {
  private static final long BRIEFLY_MS = 1_000;
  private static final long BROKER_MS = 4_000;
  private static final long FROZEN_MS = 15_000;
  private static final long LONG_MS = 18_000;

  private final Cluster cluster;

  RecoveryInjection(Cluster cluster) {
    this.cluster = cluster;
  }

  void inject(RecoveryFault fault, ClusterMember target) throws InterruptedException {
    switch (fault) {
      case NONE -> Pause.ofMs(LONG_MS);
      case TERMINATE -> {
        target.terminate();
        target.start();
      }
      case KILL, PARTICIPANT -> kill(target, BRIEFLY_MS);
      case KILL_LONG -> kill(target, LONG_MS);
      case LEADER -> kill(target, BROKER_MS);
      case STATE_LOST -> loseState(target);
      case FREEZE -> {
        target.freeze();
        Pause.ofMs(FROZEN_MS);
        target.thaw();
      }
    }
  }

  private static void kill(ClusterMember target, long downMs) throws InterruptedException {
    target.kill();
    Pause.ofMs(downMs);
    target.start();
  }

  private void loseState(ClusterMember target) throws InterruptedException {
    target.kill();
    try {
      Injector.delete(cluster.stateOf(cluster.orchestrators().indexOf(target)));
    } catch (IOException e) {
      throw new ClusterFailure("Expected to delete the state of " + target.name(), e);
    }
    Pause.ofMs(BRIEFLY_MS);
    target.start();
  }
}
