package dev.sagas.dev.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ports of the loopback interface. */
public final class Ports {
  private static final Set<Integer> KNOWN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** A port that was free a moment ago, and that this process has not been given or used before. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      return KNOWN.add(port) ? port : free(); // while this one is held, another one is found
    } catch (IOException e) {
      throw new UncheckedIOException("Expected a free port on the loopback interface", e);
    }
  }

  /**
   * Checks before the broker does, because a broker that cannot bind ends the process.
   *
   * @throws IllegalStateException if another process listens on the port
   */
  static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      KNOWN.add(port);
    } catch (IOException e) {
      throw new IllegalStateException(
          "Expected port " + port + " on the loopback interface to be free, but it is in use", e);
    }
  }
}
