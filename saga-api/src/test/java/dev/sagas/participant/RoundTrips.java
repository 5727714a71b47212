package dev.sagas.participant;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server, and counts how often the client speaks after the server
 * did.
 */
final class RoundTrips implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean answered = new AtomicBoolean(true);

  private RoundTrips(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /** Listens on {@link #port()} for one client at a time. */
  static RoundTrips to(int target) throws IOException {
    RoundTrips trips =
        new RoundTrips(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), target);
    daemon(trips::accept).start();
    return trips;
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many there were since the last call. */
  int take() {
    return count.getAndSet(0);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        daemon(() -> copy(client, upstream, this::asked)).start();
        daemon(() -> copy(upstream, client, () -> answered.set(true))).start();
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void asked() {
    if (answered.getAndSet(false)) {
      count.incrementAndGet();
    }
  }

  private static void copy(Socket from, Socket to, Runnable seen) {
    byte[] buffer = new byte[65_536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
        seen.run();
        out.write(buffer, 0, length);
        out.flush();
      }
    } catch (IOException e) {
      // One of the two hung up, which is how a connection ends.
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "round-trips");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
