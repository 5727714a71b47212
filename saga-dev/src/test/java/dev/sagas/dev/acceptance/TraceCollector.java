package dev.sagas.dev.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Receives traces by OTLP over HTTP, and keeps them as the bytes that they are. */
final class TraceCollector implements AutoCloseable {
  private static final String PATH = "/v1/traces";

  private final HttpServer server;
  private final List<String> received = new CopyOnWriteArrayList<>();

  private TraceCollector(HttpServer server) {
    this.server = server;
    server.createContext(PATH, this::receive);
    server.start();
  }

  static TraceCollector start() throws IOException {
    return new TraceCollector(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  private void receive(HttpExchange exchange) throws IOException {
    received.add(HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes()));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  boolean hasReceivedText(String text) {
    return hasReceivedId(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** An id in hex digits; it is sent as bytes. */
  boolean hasReceivedId(String id) {
    return received.stream().anyMatch(body -> body.contains(id));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
