package dev.sagas.chaos.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection and the one to the target that belongs to it. */
final class ProxiedConnection {
  private static final Logger LOG = LoggerFactory.getLogger(ProxiedConnection.class);

  private final SocketChannel client;
  private final SocketChannel target;
  private final LinkPipe toTarget;
  private final LinkPipe toClient;
  private final Selector selector;

  /** One side has failed, and the other one must not notice before the condition changes. */
  private boolean broken;

  /** Bytes were lost. */
  private boolean unusable;

  private ProxiedConnection(
      SocketChannel client, SocketChannel target, Selector selector, long nowNanos) {
    this.client = client;
    this.target = target;
    this.toTarget = new LinkPipe(client, target, nowNanos);
    this.toClient = new LinkPipe(target, client, nowNanos);
    this.selector = selector;
  }

  /** Begins to connect to the target; the connection is the attachment of both keys. */
  static ProxiedConnection open(
      SocketChannel client, SocketAddress address, Selector selector, long nowNanos)
      throws IOException {
    SocketChannel target = SocketChannel.open();
    ProxiedConnection connection = new ProxiedConnection(client, target, selector, nowNanos);
    for (SocketChannel channel : List.of(client, target)) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, 0, connection);
    }
    connection.connect(address);
    return connection;
  }

  private void connect(SocketAddress address) {
    try {
      target.connect(address);
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Takes what the ready channel of a key offers. */
  void ready(SelectionKey key, LinkCondition condition, ByteBuffer buffer, long nowNanos) {
    try {
      if (key.isConnectable()) {
        target.finishConnect();
      } else if (key.isReadable()) {
        boolean fromClient = key.channel() == client;
        LinkPipe pipe = fromClient ? toTarget : toClient;
        pipe.read(fromClient ? condition.toTarget() : condition.toClient(), buffer, nowNanos);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  /**
   * Forwards what is due, and says which events to wait for.
   *
   * @return how long until there is more to do by time alone
   */
  long forward(LinkCondition condition, long nowNanos) {
    if (!isOpen()) {
      return Long.MAX_VALUE;
    }
    unusable |= condition.losesBytes();
    if (condition.refused() || ((broken || unusable) && !condition.isSilent())) {
      reset();
      return Long.MAX_VALUE;
    }
    if (broken) {
      return Long.MAX_VALUE;
    }
    try {
      long untilNanos = Long.MAX_VALUE;
      if (target.isConnected()) {
        untilNanos =
            Math.min(
                toTarget.forward(condition.toTarget(), nowNanos),
                toClient.forward(condition.toClient(), nowNanos));
      }
      if (toTarget.isDone() && toClient.isDone()) {
        close();
      }
      await(condition);
      return untilNanos;
    } catch (IOException e) {
      fail(e);
      return forward(condition, nowNanos);
    }
  }

  boolean isOpen() {
    return client.isOpen();
  }

  private void await(LinkCondition condition) {
    if (!isOpen()) {
      return;
    }
    boolean connected = target.isConnected();
    await(
        client,
        toTarget.wantsToRead(condition.toTarget()),
        connected && toClient.wantsToWrite(condition.toClient()));
    if (connected) {
      await(
          target,
          toClient.wantsToRead(condition.toClient()),
          toTarget.wantsToWrite(condition.toTarget()));
    } else {
      await(target, SelectionKey.OP_CONNECT);
    }
  }

  private void await(SocketChannel channel, boolean readable, boolean writable) {
    await(channel, (readable ? SelectionKey.OP_READ : 0) | (writable ? SelectionKey.OP_WRITE : 0));
  }

  private void await(SocketChannel channel, int events) {
    if (channel.isOpen()) {
      channel.keyFor(selector).interestOps(events);
    }
  }

  /** One side failed: {@link #forward} ends the other one, at once or when it may notice. */
  private void fail(IOException why) {
    LOG.debug("A connection failed: {}", why.toString());
    broken = true;
    await(client, 0);
    await(target, 0);
  }

  /** Ends both sides so that they see a reset, not an end of stream. */
  void reset() {
    reset(client);
    reset(target);
  }

  static void reset(SocketChannel channel) {
    try (channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      LOG.debug("A connection was gone before its reset: {}", e.toString());
    }
  }

  private void close() {
    for (SocketChannel channel : List.of(client, target)) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("A connection was gone before its end: {}", e.toString());
      }
    }
  }
}
