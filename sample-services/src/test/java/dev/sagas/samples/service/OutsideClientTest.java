package dev.sagas.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.samples.schema.order.ShipmentBooked;
import dev.sagas.samples.testing.HandlerContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the answers of the other side become results of a step. */
class OutsideClientTest {
  private final AtomicReference<String> key = new AtomicReference<>("");
  private final AtomicReference<String> body = new AtomicReference<>("");
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile int status;
  private volatile String answer = "";

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/bookings",
        exchange -> {
          key.set(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.createContext(
        "/silent",
        exchange -> {
          try {
            stopped.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    stopped.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void shouldHandOverKeyAndBodyWhenItCalls() throws Exception {
    // when
    StepResult result = post(201, "{\"trackingNumber\": \"parcel-9\"}");

    // then
    assertThat(result).isEqualTo(StepResult.succeeded(new ShipmentBooked("o", "parcel-9")));
    assertThat(key).hasValue("saga-1/0123456789ab/step/execute/1");
    assertThat(body).hasValue("{\"pieces\":3}");
  }

  @Test
  void shouldRejectWhenTheOtherSideRefuses() throws Exception {
    String no = "{\"code\": \"NO\", \"detail\": \"We do not\"}";
    for (int refusal : new int[] {402, 404, 409}) {
      assertThat(post(refusal, no)).isEqualTo(StepResult.rejected("NO", "We do not"));
    }
  }

  @Test
  void shouldFailWhenTheOtherSideWaitedInVain() throws Exception {
    assertThat(post(504, "{\"code\": \"CARRIER_TIMEOUT\", \"detail\": \"Nobody\"}"))
        .isEqualTo(StepResult.failed("CARRIER_TIMEOUT", "Nobody"));
  }

  @Test
  void shouldThrowWhatIsTriedAgainWhenNothingIsSettled() {
    for (int failure : new int[] {500, 502, 503, 504}) {
      assertThatThrownBy(() -> post(failure, "<html>"))
          .isInstanceOf(OutsideUnavailableException.class)
          .hasMessageContaining("/bookings")
          .hasMessageContaining(Integer.toString(failure));
    }
  }

  @Test
  void shouldThrowWhatIsTriedAgainWhenNobodyAnswersInTime() {
    assertThatThrownBy(() -> call("/silent", Instant.MAX))
        .isInstanceOf(OutsideUnavailableException.class)
        .hasCauseInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void shouldNotWaitBeyondTheDeadline() {
    // given
    answer = "{}";
    status = 201;

    // then
    assertThatThrownBy(() -> call("/bookings", Instant.now().minusMillis(1)))
        .isInstanceOf(OutsideUnavailableException.class)
        .hasMessageContaining("Expected to call before");
    assertThat(key).hasValue("");
  }

  @Test
  void shouldThrowWhenTheAnswerMakesNoSense() {
    for (int nonsense : new int[] {400, 403, 422}) {
      assertThatThrownBy(() -> post(nonsense, "{\"code\": \"KEY_REUSED\"}"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("KEY_REUSED");
    }
    assertThatThrownBy(() -> post(404, "there is no such page"))
        .as("no refusal without a code")
        .isInstanceOf(IllegalStateException.class);
  }

  private StepResult post(int answerStatus, String answerBody) throws Exception {
    status = answerStatus;
    answer = answerBody;
    return call("/bookings", Instant.MAX);
  }

  private StepResult call(String path, Instant deadline) throws Exception {
    OutsideClient client =
        OutsideClient.of(
            ServiceConfig.of(
                Map.of(
                    ServiceConfig.OUTSIDE_URL,
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    ServiceConfig.OUTSIDE_TIMEOUT_MS,
                    500)));
    return client.post(
        new OutsideClient.Call(
            path, HandlerContext.key("saga-1", Action.EXECUTE), Map.of("pieces", 3), deadline),
        reply -> new ShipmentBooked("o", reply.path("trackingNumber").asText()));
  }
}
