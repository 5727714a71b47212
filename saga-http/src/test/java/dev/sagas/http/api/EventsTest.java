package dev.sagas.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.engine.core.States;
import dev.sagas.protocol.SagaStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Server-sent events, of one instance and of several. */
class EventsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldSendWhatIsCommittedHereAndElsewhere() throws Exception {
    try (Instances instances = new Instances(2, 10)) {
      // given
      HttpResponse<Stream<String>> response =
          listen(instances.address(0, "/api/v1/events?type=order"));
      await()
          .atMost(LIMIT)
          .until(() -> instances.service(1).events().size() == 1 && !lines.isEmpty());

      // when
      instances.service(0).index().committed(0, States.executing("here", 5));
      instances.service(1).index().committed(1, States.executing("there", 5));
      instances.service(0).index().committed(0, States.waiting("other", "refund", 5));
      instances.service(0).index().committed(0, States.ended("here", SagaStatus.COMPLETED));

      // then
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  has("data: {\"sagaId\":\"there\"")
                      && has("\"status\":\"COMPLETED\"")
                      && has("\"total\":2"));
      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/event-stream");
      assertThat(lines).contains("event: changed", "event: counts");
      assertThat(lines)
          .anyMatch(line -> line.contains("\"participant\":\"payments\""))
          .noneMatch(line -> line.contains("\"sagaId\":\"other\""));
    }
  }

  private boolean has(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  /** Reads on a thread of its own. */
  private HttpResponse<Stream<String>> listen(String address) throws Exception {
    HttpResponse<Stream<String>> response =
        http.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofLines());
    Thread reader = new Thread(() -> read(response.body()), "reader");
    reader.setDaemon(true);
    reader.start();
    return response;
  }

  private void read(Stream<String> body) {
    try {
      body.forEach(lines::add);
    } catch (UncheckedIOException e) {
      lines.add("broken off");
    }
  }

  @Test
  void shouldRefuseMoreListenersThanThereMayBeAndNoticeThoseThatLeave() throws Exception {
    try (Instances instances = new Instances(1, 1)) {
      String address = instances.address(0, "/api/v1/events?only=changed");
      HttpResponse<Stream<String>> first = listen(address);
      await().atMost(LIMIT).until(() -> !lines.isEmpty());
      HttpResponse<String> second =
          http.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.headers().firstValue("Retry-After")).contains("10");
      first.body().close();
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                instances.service(0).index().committed(0, States.executing("o-1", 1));
                return instances.service(0).events().size() == 0;
              });
    }
  }

  @Test
  void shouldEndAllWhenTheInstanceStops() throws Exception {
    try (Instances instances = new Instances(1, 2)) {
      HttpResponse<Stream<String>> response =
          http.send(
              HttpRequest.newBuilder(URI.create(instances.address(0, "/api/v1/events"))).build(),
              HttpResponse.BodyHandlers.ofLines());

      instances.service(0).events().close();

      assertThat(response.body().toList()).startsWith(": listening");
      await().atMost(LIMIT).until(() -> instances.service(0).events().size() == 0);
    }
  }

  @Test
  void shouldDropAListenerThatIsTooFarBehindAndSaySo() throws IOException {
    // given
    EventStream stream = new EventStream(System::currentTimeMillis, () -> "");
    for (int i = 0; i <= EventStream.MAX_WAITING; i++) {
      stream.offer(new EventStream.Event("changed", () -> "{}"));
    }

    // when
    String written = written(stream);

    // then
    assertThat(written).contains("event: dropped\ndata: {\"reason\":").doesNotContain("changed");
  }

  @Test
  void shouldCountAtMostOnceASecondAndOnlyAfterAChange() throws IOException {
    // given: each look at the clock takes 100 ms
    AtomicLong nowMs = new AtomicLong();
    AtomicLong rounds = new AtomicLong();
    EventStream[] stream = new EventStream[1];
    stream[0] = new EventStream(() -> nowMs.addAndGet(100), () -> "{\"total\":1}");

    // when
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    stream[0].writeTo(
        out,
        () -> {
          stream[0].touch();
          stream[0].offer(new EventStream.Event("changed", () -> "{}"));
          if (rounds.incrementAndGet() > 40) {
            stream[0].end();
          }
        });

    // then
    long counts = out.toString(StandardCharsets.UTF_8).split("event: counts", -1).length - 1L;
    assertThat(counts).isBetween(2L, nowMs.get() / 1_000 + 1);
  }

  @Test
  void shouldBeatWhenNothingHappensAndEndAfterItsLife() throws IOException {
    AtomicLong nowMs = new AtomicLong();
    EventStream stream =
        new EventStream(() -> nowMs.addAndGet(EventStream.HEARTBEAT_MS * 10), () -> "");
    stream.offer(new EventStream.Event("changed", () -> "{}"));

    assertThat(written(stream)).contains(": still here", "event: changed");
  }

  private static String written(EventStream stream) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    stream.writeTo(out, () -> {});
    return out.toString(StandardCharsets.UTF_8);
  }
}
