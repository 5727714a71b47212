package dev.sagas.chaos.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Gives ports of the loopback interface that stay free until they are used: from below those that
 * the operating system gives to outgoing connections.
 *
 * <ul>
 *   <li>A process that is down for a while gets its own port back.
 *   <li>Not thread-safe.
 * </ul>
 */
final class PortRange {
  private static final int FIRST = 12_000;

  /** Linux gives outgoing connections those from 32 768 on. */
  private static final int END = 32_000;

  private int next;

  private PortRange(int next) {
    this.next = next;
  }

  /** Begins anywhere, so that two clusters seldom ask for the same. */
  static PortRange anywhere(RandomGenerator random) {
    return new PortRange(random.nextInt(FIRST, END));
  }

  /**
   * A port that nobody listens on.
   *
   * @throws ClusterFailure if there is none
   */
  int take() {
    for (int tries = FIRST; tries < END; tries++) {
      int port = next;
      next = next + 1 < END ? next + 1 : FIRST;
      if (isFree(port)) {
        return port;
      }
    }
    throw new ClusterFailure("Expected a free port from %s to %s".formatted(FIRST, END - 1));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      // Somebody listens.
      return false;
    }
  }
}
