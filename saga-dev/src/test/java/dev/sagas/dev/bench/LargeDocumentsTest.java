package dev.sagas.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import dev.sagas.dev.kafka.KafkaProcess;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.FlightBooked;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.HotelCancelled;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.serde.ClaimCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents of megabytes through three steps and an undo: broker and orchestrator have little heap,
 * and their memory does not grow with the number of sagas.
 *
 * <ul>
 *   <li>The short form has few sagas; {@code -Dsaga.large.sagas=1000} has as many.
 * </ul>
 */
@Tag("crash")
class LargeDocumentsTest {
  private static final Logger LOG = LoggerFactory.getLogger(LargeDocumentsTest.class);
  private static final int MB = 1_000_000;
  private static final int SAGAS = Integer.getInteger("saga.large.sagas", 24);
  private static final int AT_A_TIME = 4;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Compiled code, metaspace and RocksDB still grow a little. */
  private static final double MOST_GROWTH = 1.15;

  private static final Path DIR = Path.of("target", "large-documents");

  @TempDir private Path directory;
  private KafkaProcess kafka;
  private EmbeddedRegistry registry;
  private OrchestratorProcess orchestrator;
  private SagaClient client;
  private List<Participant> participants = List.of();

  /** The longest document that a handler has got, by saga. */
  private final Map<String, Integer> seen = new ConcurrentHashMap<>();

  @BeforeEach
  void start() {
    kafka = KafkaProcess.start(EmbeddedKafkaConfig.in(directory.resolve("kafka")), heap("256m"));
    registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    Map<String, String> properties = new HashMap<>();
    properties.put(OrchestratorConfig.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    properties.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, registry.url());
    properties.put(OrchestratorConfig.PARTITIONS, "2");
    properties.put(OrchestratorConfig.DEFINITIONS, ThreeStepTrip.class.getName());
    properties.put(ClaimCheck.URL_CONFIG, store());
    orchestrator =
        OrchestratorProcess.start(
            DIR.toAbsolutePath().resolve("orchestrator-" + ProcessHandle.current().pid()),
            heap("512m"),
            properties);
    orchestrator.awaitReady();
    participants = List.of(cars(), hotels(), flights());
    participants.forEach(Participant::start);
    client = SagaClient.connect(config());
  }

  /** All of it is resident from the beginning, so that what grows is something else. */
  private static List<String> heap(String size) {
    return List.of("-Xms" + size, "-Xmx" + size, "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");
  }

  private String store() {
    return directory.resolve("objects").toUri().toString();
  }

  private Map<String, Object> config() {
    return Map.of(
        "bootstrap.servers",
        kafka.bootstrapServers(),
        "schema.registry.url",
        registry.url(),
        ClaimCheck.URL_CONFIG,
        store());
  }

  private Participant cars() {
    return Participant.named("cars")
        .kafka(config())
        .unfenced()
        .replies(CarBooked.class, CarCancelled.class)
        .handle(
            BookCar.class,
            (command, context) -> {
              seen.merge(command.getTripId(), command.getTraveller().length(), Math::max);
              return StepResult.succeeded(new CarBooked(command.getTripId(), "car"));
            })
        .handle(
            CancelCar.class,
            (command, context) -> StepResult.succeeded(new CarCancelled(command.getTripId())))
        .build();
  }

  private Participant hotels() {
    return Participant.named("hotels")
        .kafka(config())
        .unfenced()
        .replies(HotelBooked.class, HotelCancelled.class)
        .handle(
            BookHotel.class,
            (command, context) ->
                StepResult.succeeded(new HotelBooked(command.getTripId(), "room")))
        .handle(
            CancelHotel.class,
            (command, context) -> StepResult.succeeded(new HotelCancelled(command.getTripId())))
        .build();
  }

  /** Every second trip finds no seat. */
  private Participant flights() {
    CommandHandler<BookFlight> book =
        (command, context) ->
            command.getFlight().equals("full")
                ? StepResult.rejected("NO_SEAT", "The flight is full")
                : StepResult.succeeded(new FlightBooked(command.getTripId(), "seat"));
    return Participant.named("flights")
        .kafka(config())
        .unfenced()
        .replies(FlightBooked.class)
        .handle(BookFlight.class, book)
        .build();
  }

  @AfterEach
  void stop() {
    Stream.of(Optional.ofNullable(client), Optional.ofNullable(orchestrator))
        .flatMap(Optional::stream)
        .forEach(LargeDocumentsTest::close);
    participants.forEach(Participant::close);
    if (registry != null) {
      registry.close();
    }
    kafka.close();
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException("Expected a part to close", e);
    }
  }

  @Test
  void shouldUndoASagaWithADocumentOfFiftyMegabytes() {
    CompletableFuture<SagaOutcome> undone = trip("trip-50", 50 * MB, "full");

    assertThat(undone.join().getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(seen).containsEntry("trip-50", 50 * MB);
    assertThat(client.resultOf(undone.join(), TripData.class).data().orElseThrow().getTraveller())
        .hasSize(50 * MB);
  }

  @Test
  void shouldNotNeedMoreMemoryForMoreSagas() {
    ProcessMeter meter =
        new ProcessMeter(
            Map.of("broker", kafka.handle().orElseThrow(), "orchestrator", orchestrator.handle()));
    int warm = Math.max(8, SAGAS / 5);

    run(0, warm);
    Map<String, Double> before = meter.residentMb();
    run(warm, SAGAS);
    Map<String, Double> after = meter.residentMb();

    LOG.info(
        "{} sagas of 5 MB: resident MB {} after {}, {} at the end", SAGAS, before, warm, after);
    assertThat(seen)
        .hasSize(SAGAS)
        .allSatisfy((id, length) -> assertThat(length).isEqualTo(5 * MB));
    assertThat(after)
        .allSatisfy(
            (name, mb) ->
                assertThat(mb).as(name).isPositive().isLessThan(before.get(name) * MOST_GROWTH));
  }

  private void run(int from, int to) {
    Deque<CompletableFuture<SagaOutcome>> running = new ArrayDeque<>();
    for (int i = from; i < to; i++) {
      if (running.size() == AT_A_TIME) {
        running.remove().join();
      }
      String flight = i % 2 == 0 ? "OS 1" : "full";
      OutcomeKind expected = i % 2 == 0 ? OutcomeKind.COMPLETED : OutcomeKind.COMPENSATED;
      running.add(
          trip("trip-" + i, 5 * MB, flight)
              .whenComplete(
                  (outcome, problem) -> assertThat(outcome.getOutcome()).isEqualTo(expected)));
    }
    running.forEach(CompletableFuture::join);
  }

  /** No two documents are alike. */
  private CompletableFuture<SagaOutcome> trip(String id, int bytes, String flight) {
    byte[] document = new byte[bytes];
    byte[] begin = (id + " ").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes; i++) {
      document[i] = begin[i % begin.length];
    }
    TripData trip =
        new TripData(
            id,
            new String(document, StandardCharsets.US_ASCII),
            "compact",
            "Ritz",
            flight,
            3,
            null,
            null,
            null);
    return client.startAndAwait(SagaStart.of(ThreeStepTrip.TYPE, id, trip), LIMIT);
  }
}
