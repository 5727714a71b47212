package dev.sagas.serde;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** An HTTP server that gives prepared answers, and keeps what it was asked. */
final class ScriptedRegistry implements AutoCloseable {
  record Request(String method, String path, Map<String, String> headers, String body) {}

  private record Reply(int status, ByteBuffer body) {}

  private final HttpServer server;
  private final Queue<Reply> replies = new ArrayDeque<>();
  private final Map<String, Reply> byPath = new HashMap<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  ScriptedRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** The last prepared answer is given for ever. */
  ScriptedRegistry reply(int status, String body) {
    synchronized (replies) {
      replies.add(new Reply(status, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
    }
    return this;
  }

  /** What a path is always answered with, before all that is prepared. */
  ScriptedRegistry replyTo(String path, int status, byte[] body) {
    synchronized (replies) {
      byPath.put(path, new Reply(status, ByteBuffer.wrap(body)));
    }
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Reply reply;
    synchronized (replies) {
      reply = byPath.get(exchange.getRequestURI().getRawPath());
      if (reply == null) {
        reply = replies.size() > 1 ? replies.remove() : replies.element();
      }
    }
    byte[] body = reply.body().array();
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String url() {
    return "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
