package dev.sagas.chaos.net;

import static dev.sagas.chaos.net.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sends back what it receives, and counts it. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket server;
  private final Thread accepting;
  private final AtomicLong received = new AtomicLong();
  private final AtomicInteger resets = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  EchoServer() {
    try {
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting = start(this::acceptAll);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Bytes of all connections. */
  long received() {
    return received.get();
  }

  /** Connections that are over, by an end of stream or a reset. */
  int ended() {
    return ended.get();
  }

  /** Connections that are over by a reset. */
  int resets() {
    return resets.get();
  }

  /** Waits until the last accept is over: only then are connections refused. */
  @Override
  public void close() throws IOException {
    server.close();
    await().until(() -> !accepting.isAlive());
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket socket = server.accept();
        start(() -> echo(socket));
      }
    } catch (IOException expected) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  private void echo(Socket socket) {
    byte[] buffer = new byte[8192];
    try (socket) {
      int read = socket.getInputStream().read(buffer);
      while (read >= 0) {
        received.addAndGet(read);
        socket.getOutputStream().write(buffer, 0, read);
        read = socket.getInputStream().read(buffer);
      }
    } catch (SocketException reset) {
      resets.incrementAndGet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ended.incrementAndGet();
    }
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "echo");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
