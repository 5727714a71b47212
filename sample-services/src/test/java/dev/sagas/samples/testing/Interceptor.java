package dev.sagas.samples.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Stands between a service and what it calls, and does to the next requests what it is told. */
public final class Interceptor implements AutoCloseable {
  private static final int LIMIT_S = 30;

  private final URI target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<Fate> fates = new ConcurrentLinkedQueue<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** What becomes of a request. */
  public enum Fate {
    /** It never arrives: the connection breaks. */
    LOSE_REQUEST,
    /** It arrives, and the connection breaks before the answer. */
    LOSE_ANSWER,
    /** It arrives only when it is released. */
    HOLD_REQUEST,
    /** It arrives, and is answered only when it is released. */
    HOLD_ANSWER,
    /** Something in between answers with a page of its own. */
    BAD_GATEWAY,
    /** Nothing stands in its way. */
    PASS
  }

  private Interceptor(URI target, HttpServer server) {
    this.target = target;
    this.server = server;
  }

  /** Starts in front of a server; without further words it lets everything pass. */
  public static Interceptor inFrontOf(URI target) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Interceptor interceptor = new Interceptor(target, server);
    server.createContext("/", interceptor::handle);
    server.setExecutor(interceptor.threads);
    server.start();
    return interceptor;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Says what becomes of the next request that nothing is said of yet. */
  public void next(Fate fate) {
    fates.add(fate);
  }

  /** Waits until a request is held. */
  public void awaitHeld() throws InterruptedException {
    await(held);
  }

  /** Lets held requests continue, and all that would be held from now on. */
  public void release() {
    released.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Fate fate = fates.isEmpty() ? Fate.PASS : fates.remove();
    try (exchange) {
      if (fate == Fate.LOSE_REQUEST) {
        return;
      } else if (fate == Fate.BAD_GATEWAY) {
        answer(exchange, 502, "<html>Bad Gateway</html>".getBytes(UTF_8));
        return;
      }
      holdIf(fate == Fate.HOLD_REQUEST);
      HttpResponse<byte[]> response = forward(exchange);
      holdIf(fate == Fate.HOLD_ANSWER);
      if (fate != Fate.LOSE_ANSWER) {
        answer(exchange, response.statusCode(), response.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void holdIf(boolean condition) throws InterruptedException {
    if (condition) {
      held.countDown();
      await(released);
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(LIMIT_S, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Expected it to happen within " + LIMIT_S + " s");
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", exchange.getRequestHeaders().getFirst("Idempotency-Key"))
            .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}
