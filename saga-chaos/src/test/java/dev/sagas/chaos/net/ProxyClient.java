package dev.sagas.chaos.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A client that never blocks: what has not arrived is not there yet. */
final class ProxyClient implements AutoCloseable {
  private final SocketChannel channel;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  ProxyClient(int port) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress("localhost", port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
  }

  void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
      receive();
    }
  }

  /** Sends as much as fits without waiting. */
  int offer(byte[] bytes) throws IOException {
    return channel.write(ByteBuffer.wrap(bytes));
  }

  /** Ends this side; the other one can still be read. */
  void endSending() throws IOException {
    channel.shutdownOutput();
  }

  /** Everything that has arrived up to now. */
  String text() throws IOException {
    receive();
    return received.toString(UTF_8);
  }

  byte[] bytes() throws IOException {
    receive();
    return received.toByteArray();
  }

  /** Whether the other side has ended in order. */
  boolean isEnded() throws IOException {
    return receive() < 0;
  }

  private int receive() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    int read = channel.read(buffer);
    while (read > 0) {
      received.write(buffer.array(), 0, buffer.position());
      buffer.clear();
      read = channel.read(buffer);
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
