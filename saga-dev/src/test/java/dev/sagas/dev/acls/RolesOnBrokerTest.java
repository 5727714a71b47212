package dev.sagas.dev.acls;

import static dev.sagas.dev.engine.Trips.trip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.schema.SagaOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each role of {@code ops/saga-acls} does its work with what the script grants, and no more. */
@Tag("crash")
class RolesOnBrokerTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String PREFIX = "shop.";
  private static final TopicNames TOPICS = new TopicNames(PREFIX);

  /** What says what was decided. */
  private static final List<String> PROOF =
      List.of(
          TOPICS.journal(),
          TOPICS.outcomes(),
          TOPICS.answers(),
          TOPICS.definitions(),
          TOPICS.recoveries(),
          "shop.saga-orchestrator-checkpoints-changelog",
          "shop.saga-orchestrator-parked-changelog",
          "shop.saga-orchestrator-timers-changelog");

  @TempDir private static Path folder;
  private static SecuredCluster cluster;
  private static Orchestrator orchestrator;
  private static Rights rights;

  private record Ran(int exitCode, String out, String err) {}

  @BeforeAll
  static void start() throws Exception {
    cluster =
        SecuredCluster.start(
            folder.resolve("kafka"),
            List.of("client", "cars", "hotels", "orchestrator", "operator", "auditor", "stranger"));
    grant("client", "User:client");
    grant("participant", "User:cars", "--participant", "cars", "--kafka-fence");
    grant("participant", "User:hotels", "--participant", "hotels");
    for (String role : List.of("orchestrator", "operator", "auditor")) {
      grant(role, "User:" + role, "--participant", "cars", "--participant", "hotels");
    }
    orchestrator = Orchestrator.start(orchestratorConfig(passwordFile()));
    assertThat(orchestrator.awaitReady(LIMIT)).isTrue();
    rights = new Rights(cluster);
  }

  private static void grant(String role, String principal, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(role, principal, "--prefix", PREFIX));
    arguments.addAll(List.of(options));
    cluster.grant(AclScript.bindings(arguments.toArray(String[]::new)));
  }

  private static Path passwordFile() throws Exception {
    return Files.writeString(folder.resolve("secrets"), "password=orchestrator-secret");
  }

  /** Its password is in a file, as the page on security says. */
  private static OrchestratorConfig orchestratorConfig(Path secrets) {
    Map<String, String> config = new HashMap<>();
    config.put("kafka.config.providers", "file");
    config.put(
        "kafka.config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    cluster
        .as("orchestrator")
        .forEach(
            (name, value) ->
                config.put(
                    name.equals("bootstrap.servers") ? name : "kafka." + name,
                    value.replace("orchestrator-secret", "${file:" + secrets + ":password}")));
    config.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, cluster.registryUrl());
    config.put(OrchestratorConfig.STATE_DIR, folder.resolve("state").toString());
    config.put(OrchestratorConfig.TOPIC_PREFIX, PREFIX);
    config.put(OrchestratorConfig.PARTITIONS, "2");
    config.put(OrchestratorConfig.HTTP_PORT, "-1");
    config.put(OrchestratorConfig.DEFINITIONS, TwoStepTrip.Patient.class.getName());
    return new OrchestratorConfig(config);
  }

  @AfterAll
  static void stop() {
    orchestrator.close();
    cluster.close();
  }

  @Test
  void shouldLetEachRoleDoItsWork() throws Exception {
    try (SagaClient client = SagaClient.connect(cluster.withRegistry("client"), TOPICS)) {
      // given: nobody books hotels yet
      cars().start();
      CompletableFuture<SagaOutcome> outcome =
          client.startAndAwait(
              SagaStart.of("patient-two-step-trip", "trip-1", trip("trip-1")).wantAnswer(), LIMIT);
      await().atMost(LIMIT).until(() -> saga("operator", "why", "trip-1").out().contains("hotels"));

      // when and then
      shouldOperate();
      shouldRedrive();
      hotels().start();
      assertThat(outcome.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).getOutcome().toString())
          .isEqualTo("COMPLETED");
      shouldAudit();
    }
  }

  private static Participant cars() {
    return Participant.named("cars")
        .kafka(cluster.withRegistry("cars"))
        .topics(TOPICS)
        .fence(KafkaFence.create())
        .replies(CarBooked.class, CarCancelled.class)
        .handle(
            BookCar.class,
            (command, context) -> StepResult.succeeded(new CarBooked(command.getTripId(), "car-1")))
        .handle(
            CancelCar.class,
            (command, context) -> StepResult.succeeded(new CarCancelled(command.getTripId())))
        .build();
  }

  private static Participant hotels() {
    return Participant.named("hotels")
        .kafka(cluster.withRegistry("hotels"))
        .topics(TOPICS)
        .unfenced()
        .replies(HotelBooked.class)
        .handle(
            BookHotel.class,
            (command, context) ->
                StepResult.succeeded(new HotelBooked(command.getTripId(), "room-1")))
        .build();
  }

  private static void shouldOperate() throws Exception {
    Ran doctor = saga("operator", "doctor", "--output=json");
    assertThat(doctor.out()).contains("what the operator needs").doesNotContain("OPERATION_DENIED");
    assertThat(unchecked(doctor))
        .as("hanging transactions show in a topic of the brokers' own")
        .containsExactly("transactions");
    for (List<String> question :
        List.of(
            List.of("list"),
            List.of("show", "trip-1"),
            List.of("history", "trip-1"),
            List.of("definitions", "list"),
            List.of("dead-letters", "list"))) {
      shouldSucceed("operator", question);
    }
    for (String action : List.of("pause", "resume")) {
      shouldSucceed("operator", List.of(action, "trip-1", "--reason=a test"));
    }
  }

  /** A request without headers becomes a dead letter. */
  private static void shouldRedrive() throws Exception {
    rights.write("client", TOPICS.requests());
    await()
        .atMost(LIMIT)
        .until(() -> saga("operator", "dead-letters", "list").out().contains("Letters: 1"));
    shouldSucceed(
        "operator",
        List.of(
            "dead-letters",
            "redrive",
            "--reason=a test",
            "--yes",
            "--origin-topic=shop.saga.requests"));
  }

  private static List<String> unchecked(Ran doctor) throws Exception {
    List<String> unchecked = new ArrayList<>();
    new ObjectMapper()
        .readTree(doctor.out())
        .path("findings")
        .forEach(
            finding -> {
              if (finding.path("severity").asText().equals("not-checked")) {
                unchecked.add(finding.path("check").asText());
              }
            });
    return unchecked;
  }

  private static void shouldAudit() throws Exception {
    shouldSucceed("auditor", List.of("audit"));
    shouldSucceed("auditor", List.of("replay", "trip-1"));
    shouldSucceed("auditor", List.of("history", "trip-1"));
    Ran refused = saga("auditor", "pause", "trip-1", "--reason=a test");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.err()).contains("User:auditor", "shop.saga.operations", "nothing was sent");
  }

  private static void shouldSucceed(String user, List<String> command) throws Exception {
    Ran ran = saga(user, command.toArray(String[]::new));
    assertThat(ran.exitCode()).as("%s: %s %s", command, ran.out(), ran.err()).isZero();
  }

  private static Ran saga(String user, String... arguments) throws Exception {
    Path config = folder.resolve(user + ".properties");
    List<String> lines = new ArrayList<>();
    cluster.as(user).forEach((name, value) -> lines.add(name + "=" + value));
    Files.write(config, lines);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--bootstrap-server=" + cluster.bootstrapServers());
    all.add("--prefix=" + PREFIX);
    all.add("--command-config=" + config);
    CommandLine cli = SagaCli.commandLine();
    if (!arguments[0].equals("list") && !arguments[0].equals("dead-letters")) {
      all.add("--schema-registry=" + cluster.registryUrl());
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    cli.setOut(new PrintWriter(out, true));
    cli.setErr(new PrintWriter(err, true));
    return new Ran(cli.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }

  @Test
  void shouldLetNobodyButTheOrchestratorWriteWhatIsProof() throws Exception {
    for (String topic : PROOF) {
      for (String user : List.of("client", "cars", "hotels", "operator", "auditor", "stranger")) {
        assertThat(rights.isRefusedToWrite(user, topic)).as("%s to %s", user, topic).isTrue();
      }
    }
    assertThat(rights.writable("orchestrator")).containsAll(PROOF);
  }

  @Test
  void shouldKeepEachRoleToItsOwnTopics() throws Exception {
    assertThat(rights.writable("stranger")).isEmpty();
    assertThat(rights.readable("stranger")).isEmpty();
    assertThat(rights.writable("client"))
        .containsExactly("shop.saga.requests", "shop.saga.signals");
    assertThat(rights.readable("client"))
        .containsExactly("shop.saga.answers", "shop.saga.outcomes");
    assertThat(rights.writable("hotels"))
        .containsExactly("shop.saga.dead-letters", "shop.saga.replies");
    assertThat(rights.readable("hotels")).containsExactly("shop.hotels.commands");
    assertThat(rights.isRefusedToRead("hotels", "shop.cars.commands")).isTrue();
    assertThat(rights.isRefusedToRead("client", TOPICS.journal())).isTrue();
    assertThat(rights.isRefusedToWrite("cars", "shop.hotels.commands")).isTrue();
    assertThat(rights.writable("auditor")).isEmpty();
    assertThat(rights.readable("auditor")).contains(TOPICS.journal(), "shop.cars.commands");
  }

  @Test
  void shouldLetNobodyDeleteOrAddTopics() throws Exception {
    for (String user : List.of("client", "cars", "operator", "auditor", "orchestrator")) {
      for (AclOperation operation :
          List.of(AclOperation.DELETE, AclOperation.ALTER, AclOperation.ALTER_CONFIGS)) {
        assertThat(rights.allowed(user, operation)).as("%s %s", user, operation).isEmpty();
      }
      assertThat(rights.isRefusedToCreate(user, "shop.other")).as(user).isTrue();
    }
  }

  @Test
  void shouldPrintWhatCanBeRunAndRefuseTheRest() throws Exception {
    AclScript.Run removed =
        AclScript.run(List.of("client", "User:CN=a b", "--remove", "--bootstrap-server", "k:1"));
    assertThat(removed.out().lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("kafka-acls.sh --bootstrap-server k:1 --remove --force"))
        .allMatch(line -> line.contains("User:CN=a\\ b"));
    for (List<String> wrong :
        List.of(
            List.of("client"),
            List.of("client", "orders"),
            List.of("king", "User:x"),
            List.of("auditor", "User:x"),
            List.of("client", "User:x", "--prefix"),
            List.of("client", "User:x", "--everything"))) {
      AclScript.Run run = AclScript.run(wrong);
      assertThat(run.exitCode()).as(wrong.toString()).isEqualTo(2);
      assertThat(run.err()).startsWith("Expected ");
      assertThat(run.out()).isEmpty();
    }
  }
}
