package dev.sagas.chaos.net;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP proxy on loopback whose {@link LinkCondition} can change at any time.
 *
 * <ul>
 *   <li>Listens from {@link #open} to {@link #close} in every condition, so that nothing else takes
 *       its port.
 *   <li>A target that refuses connections has the client's connection reset.
 *   <li>One thread; at most 256 KiB wait in each direction of a connection.
 *   <li>May be used by several threads.
 *   <li>A failure of the proxy itself ends it; {@link #set} then throws {@link
 *       IllegalStateException}.
 * </ul>
 */
public final class TcpProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TcpProxy.class);
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int BACKLOG = 256;

  private final InetSocketAddress target;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final int port;
  private final List<ProxiedConnection> connections = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Thread thread;
  private volatile LinkCondition condition = LinkCondition.normal();
  private volatile boolean closing;

  private TcpProxy(int listenPort, int targetPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    target = new InetSocketAddress(loopback, targetPort);
    selector = Selector.open();
    server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(new InetSocketAddress(loopback, listenPort), BACKLOG);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    thread = new Thread(this::run, "tcp-proxy-" + port);
    thread.setDaemon(true);
  }

  /** A proxy on a free port of this machine. */
  public static TcpProxy open(int targetPort) {
    return open(0, targetPort);
  }

  /**
   * A proxy on the given port.
   *
   * @throws UncheckedIOException if the port is taken
   */
  public static TcpProxy open(int listenPort, int targetPort) {
    try {
      TcpProxy proxy = new TcpProxy(listenPort, targetPort);
      proxy.thread.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to listen on port %s for port %s".formatted(listenPort, targetPort), e);
    }
  }

  /** Where clients connect to. */
  public int port() {
    return port;
  }

  /** What the proxy does to its connections now. */
  public LinkCondition condition() {
    return condition;
  }

  /** Changes what the proxy does to open connections and to later ones. */
  public void set(LinkCondition next) {
    if (!selector.isOpen()) {
      throw new IllegalStateException("Expected the proxy of port %s to be open".formatted(port));
    }
    condition = next;
    selector.wakeup();
  }

  /** Resets all connections and frees the port. Waits until both are done. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (selector;
        server) {
      long untilNanos = Long.MAX_VALUE;
      while (!closing) {
        selector.select(timeoutMs(untilNanos));
        untilNanos = step(condition);
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("The proxy of port {} ends", port, e);
    } finally {
      connections.forEach(ProxiedConnection::reset);
    }
  }

  /** Rounded up, so that the loop does not spin; 0 waits for an event without a limit. */
  private static long timeoutMs(long untilNanos) {
    return untilNanos == Long.MAX_VALUE ? 0 : NANOSECONDS.toMillis(untilNanos) + 1;
  }

  private long step(LinkCondition now) throws IOException {
    long nowNanos = System.nanoTime();
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.isAcceptable()) {
        accept(now, nowNanos);
      } else if (key.isValid()) {
        ((ProxiedConnection) key.attachment()).ready(key, now, buffer, nowNanos);
      }
    }
    selector.selectedKeys().clear();
    long untilNanos = Long.MAX_VALUE;
    for (ProxiedConnection connection : connections) {
      untilNanos = Math.min(untilNanos, connection.forward(now, nowNanos));
    }
    connections.removeIf(connection -> !connection.isOpen());
    return untilNanos;
  }

  private void accept(LinkCondition now, long nowNanos) throws IOException {
    SocketChannel client = server.accept();
    if (client != null && now.refused()) {
      ProxiedConnection.reset(client);
    } else if (client != null) {
      connections.add(ProxiedConnection.open(client, target, selector, nowNanos));
    }
  }
}
