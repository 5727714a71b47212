package dev.sagas.chaos.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Two ends of a connection, neither of which blocks. */
record SocketPair(SocketChannel near, SocketChannel far) implements AutoCloseable {
  static SocketPair open() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketPair pair =
          new SocketPair(SocketChannel.open(server.getLocalAddress()), server.accept());
      pair.near.configureBlocking(false);
      pair.far.configureBlocking(false);
      return pair;
    }
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }
}
