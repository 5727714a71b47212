package dev.sagas.dev.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.audit.Audit;
import dev.sagas.cli.SagaCli;
import dev.sagas.dev.engine.Trips;
import dev.sagas.dev.engine.Wire;
import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.CheckOptions;
import dev.sagas.engine.journal.CheckReport;
import dev.sagas.engine.journal.DefinitionCheck;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.HotelCancelled;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.Claim;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Sagas with a document of 5 MB, through crashes of the orchestrator and outages of the store. */
@Tag("crash")
class ClaimCheckBrokerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int DOCUMENT_CHARS = 5_000_000;
  private static final int MAX_CLAIM_BYTES = 200;

  @TempDir private Path directory;
  private Path objects;
  private EmbeddedKafka kafka;
  private EmbeddedRegistry registry;
  private OrchestratorJvm engine;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    objects = Files.createDirectories(directory.resolve("objects"));
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    startEngine();
    wire = new Wire(clientConfig(objects.toUri().toString()));
  }

  @AfterEach
  void stop() {
    wire.close();
    engine.close();
    registry.close();
    kafka.close();
  }

  private Map<String, Object> clientConfig(String store) {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(),
        "schema.registry.url", registry.url(),
        "claim.check.url", store);
  }

  private String faultyStore() {
    return "fault://" + objects;
  }

  private void startEngine() throws IOException {
    engine =
        OrchestratorJvm.start(
            directory.resolve("engine"),
            Map.of(
                OrchestratorConfig.BOOTSTRAP_SERVERS,
                kafka.bootstrapServers(),
                OrchestratorConfig.SCHEMA_REGISTRY_URL,
                registry.url(),
                OrchestratorConfig.STATE_DIR,
                directory.resolve("state").toString(),
                OrchestratorConfig.PARTITIONS,
                "1",
                OrchestratorConfig.GROUP_INSTANCE_ID,
                "claims",
                OrchestratorConfig.DEFINITIONS,
                DocumentTrip.class.getName(),
                "claim.check.url",
                faultyStore()));
    await().ignoreException(ConnectException.class).atMost(LIMIT).until(engine::isReady);
  }

  /** A document that does not get smaller when it is compressed. */
  private static TripData large(String id) {
    Random random = new Random(id.hashCode());
    StringBuilder document = new StringBuilder(DOCUMENT_CHARS);
    while (document.length() < DOCUMENT_CHARS) {
      document.append(Long.toHexString(random.nextLong()));
    }
    TripData trip = Trips.trip(id);
    trip.setTraveller(document.toString());
    return trip;
  }

  private ConsumerRecord<byte[], byte[]> command(String participant, String id, int number) {
    return await()
        .atMost(LIMIT)
        .until(() -> commands(participant, id), found -> found.size() >= number)
        .get(number - 1);
  }

  private List<ConsumerRecord<byte[], byte[]>> commands(String participant, String id) {
    return wire.read(participant + ".commands").stream()
        .filter(record -> Wire.header(record, SagaHeaders.SAGA_ID).equals(id))
        .toList();
  }

  private void succeed(String participant, String id, SpecificRecord reply) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> all = commands(participant, id);
    wire.reply(all.get(all.size() - 1), "succeeded", reply);
  }

  private void awaitOutcome(String id, String outcome) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(wire.read("saga.outcomes"))
                    .map(record -> wire.decode(record, SagaOutcome.class))
                    .filteredOn(record -> record.getSagaId().equals(id))
                    .map(record -> record.getOutcome().name())
                    .containsExactly(outcome));
  }

  @Test
  void shouldContinueWhenItIsKilledBetweenTheObjectAndTheRecord() throws Exception {
    // given
    TripData trip = large("trip-1");
    wire.start(DocumentTrip.TYPE, trip, "trip-1");
    ConsumerRecord<byte[], byte[]> first = command("cars", "trip-1", 1);
    assertThat(first.value()).hasSizeLessThan(MAX_CLAIM_BYTES);
    assertThat(wire.decode(first, BookCar.class).getTraveller()).isEqualTo(trip.getTraveller());

    // when: the data after the reply is stored, and nothing is written of it
    Files.createFile(FaultPointStores.halt(objects));
    succeed("cars", "trip-1", new CarBooked("trip-1", "car-1"));
    assertThat(engine.exitCode()).isEqualTo(FaultPointStores.HALTED);
    assertThat(wire.read("saga.journal")).hasSize(1);
    startEngine();

    // then
    ConsumerRecord<byte[], byte[]> second = command("hotels", "trip-1", 1);
    assertThat(Claim.isClaim(second.value())).isTrue();
    succeed("hotels", "trip-1", new HotelBooked("trip-1", "hotel-1"));

    // and when: the third step is rejected
    wire.reply(
        command("flights", "trip-1", 1), "rejected", new StepFailure("FULL", "full", Map.of()));

    // then
    command("hotels", "trip-1", 2);
    succeed("hotels", "trip-1", new HotelCancelled("trip-1"));
    ConsumerRecord<byte[], byte[]> undo = command("cars", "trip-1", 2);
    assertThat(wire.decode(undo, CancelCar.class).getTripId()).isEqualTo("car-1");
    succeed("cars", "trip-1", new CarCancelled("trip-1"));
    awaitOutcome("trip-1", "COMPENSATED");
    assertThat(wire.read("saga.dead-letters")).isEmpty();
    assertThat(Audit.run(Deployment.of(clientConfig(faultyStore()))).violations()).isEmpty();
    CheckReport again = decideAgain();
    assertThat(again.breaks()).isEmpty();
    assertThat(again.counts().decisions()).isPositive();
  }

  /** Every decision needs the document again. */
  private CheckReport decideAgain() {
    Map<String, Object> client = new HashMap<>(clientConfig(faultyStore()));
    client.put("claim.check.read.only", "true");
    return DefinitionCheck.run(
        Deployment.of(client),
        codec ->
            DeployedDefinitions.deploy(
                DeployedDefinitions.describe(List.of(new DocumentTrip())),
                codec,
                TopicNames.DEFAULT,
                new PayloadLimits(Integer.MAX_VALUE, Integer.MAX_VALUE)),
        CheckOptions.DEFAULT);
  }

  @Test
  void shouldLetOnlySagasWithDocumentsWaitWhenTheStoreIsAway() throws Exception {
    // given
    wire.start(DocumentTrip.TYPE, large("large"), "large");
    wire.start(DocumentTrip.TYPE, Trips.trip("small"), "small");
    command("cars", "large", 1);
    command("cars", "small", 1);

    // when
    Files.createFile(FaultPointStores.away(objects));
    succeed("cars", "large", new CarBooked("large", "car-1"));
    succeed("cars", "small", new CarBooked("small", "car-2"));

    // then
    command("hotels", "small", 1);
    assertThat(commands("hotels", "large")).isEmpty();
    assertThat(saga("why", "large").out()).contains("holds 1 of its inputs");
    Run doctor = saga("doctor");
    assertThat(doctor.out()).contains("CLAIM_STORE_AWAY").contains("INPUTS_HELD");

    // and when: what is held outlives the process
    engine.kill();
    startEngine();
    succeed("hotels", "small", new HotelBooked("small", "hotel-2"));
    command("flights", "small", 1);
    assertThat(commands("hotels", "large")).isEmpty();
    Files.delete(FaultPointStores.away(objects));

    // then
    command("hotels", "large", 1);
    assertThat(wire.read("saga.dead-letters")).isEmpty();
    assertThat(commands("cars", "large")).hasSize(1);
  }

  private record Run(int exitCode, String out) {}

  private Run saga(String... args) throws IOException {
    Path settings = directory.resolve("client.properties");
    Files.writeString(settings, "claim.check.url=" + faultyStore() + "\n");
    CommandLine cli = SagaCli.commandLine();
    StringWriter out = new StringWriter();
    cli.setOut(new PrintWriter(out, true));
    cli.setErr(new PrintWriter(out, true));
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--bootstrap-server=" + kafka.bootstrapServers());
    all.add("--schema-registry=" + registry.url());
    all.add("--command-config=" + settings);
    return new Run(cli.execute(all.toArray(String[]::new)), out.toString());
  }
}
