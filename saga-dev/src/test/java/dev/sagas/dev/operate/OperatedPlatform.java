package dev.sagas.dev.operate;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import dev.sagas.dev.engine.Wire;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.SagaHistory;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.http.ApiContract;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.WaitReason;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.SagaOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine;

/**
 * A platform that runs {@link GuidedTrip}, its participants played by the test, and the command.
 */
final class OperatedPlatform implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(30);
  static final String SECRET = "card-4711";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> WITHOUT_REGISTRY = Set.of("list", "counts", "watch", "topics");

  final Wire wire;
  private final Map<String, Object> client;
  private final Orchestrator orchestrator;
  private final Runnable closing;

  private OperatedPlatform(
      Map<String, Object> client, Orchestrator orchestrator, Runnable closing) {
    this.client = client;
    this.orchestrator = orchestrator;
    this.closing = closing;
    this.wire = new Wire(client);
  }

  /** An orchestrator whose broker and registry somebody else closes. */
  static OperatedPlatform of(Map<String, Object> client, Orchestrator orchestrator) {
    return new OperatedPlatform(client, orchestrator, orchestrator::close);
  }

  static OperatedPlatform start(Path dataDir) {
    return start(DevPlatformConfig.in(dataDir));
  }

  static OperatedPlatform start(DevPlatformConfig config) {
    return start(config, GuidedTrip.class);
  }

  static OperatedPlatform start(DevPlatformConfig config, Class<?>... definitions) {
    DevPlatform platform =
        DevPlatform.start(
            config
                .withPartitions(2)
                .with(
                    OrchestratorConfig.DEFINITIONS,
                    Arrays.stream(definitions).map(Class::getName).collect(joining(",")))
                .with(OrchestratorConfig.HTTP_PORT, "0"));
    return new OperatedPlatform(platform.clientConfig(), platform.orchestrator(), platform::close);
  }

  /** What a run of the command left. */
  record Run(int exitCode, String out, String err) {
    JsonNode json() {
      if (out.isBlank()) {
        throw new AssertionError("Expected JSON on standard output, but got nothing: " + err);
      }
      try {
        return JSON.readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("Expected JSON on standard output, but got: " + out + err, e);
      }
    }
  }

  /** Where broker and registry are. */
  Map<String, Object> clientConfig() {
    return client;
  }

  /** What HTTP answers. */
  record Answered(int status, JsonNode json) {}

  /** Asks over HTTP; the path begins after {@code /api/v1}. */
  Answered get(String path) throws Exception {
    return ask(request(path).GET());
  }

  /** Acts over HTTP. */
  Answered post(String path, String json) throws Exception {
    return ask(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address("/api/v1" + path));
  }

  /** Where the service answers; without {@code /api/v1} a page. */
  URI address(String path) {
    return URI.create("http://127.0.0.1:" + orchestrator.httpPort().orElseThrow() + path);
  }

  /** A page, or what else is no JSON. */
  String text(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private Answered ask(HttpRequest.Builder request) throws Exception {
    HttpRequest asked = request.build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(asked, HttpResponse.BodyHandlers.ofString());
    JsonNode json = JSON.readTree(response.body());
    List<String> problems =
        ApiContract.read()
            .problemsOfAnswer(asked.method(), asked.uri().getPath(), response.statusCode(), json);
    if (!problems.isEmpty()) {
      throw new AssertionError(
          "Expected %s to answer as openapi.yaml says, but %s: %s"
              .formatted(asked, problems, json));
    }
    return new Answered(response.statusCode(), json);
  }

  /** Runs the command over HTTP. */
  Run viaServer(String command, String... options) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(options));
    all.add("--server=" + address("/"));
    all.add("--output=json");
    return run(all);
  }

  /** Runs the command with the connection's options added. */
  Run saga(String command, String... options) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(options));
    all.add("--bootstrap-server=" + client.get("bootstrap.servers"));
    if (!WITHOUT_REGISTRY.contains(command)) {
      all.add("--schema-registry=" + client.get("schema.registry.url"));
    }
    return run(all);
  }

  private static Run run(List<String> arguments) {
    CommandLine cli = SagaCli.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    cli.setOut(new PrintWriter(out, true));
    cli.setErr(new PrintWriter(err, true));
    int exitCode = cli.execute(arguments.toArray(String[]::new));
    return new Run(exitCode, out.toString(), err.toString());
  }

  /** The same, with a reason and JSON as output. */
  Run act(String command, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--reason=because");
    all.add("--actor=ada");
    all.add("--output=json");
    return saga(command, all.toArray(String[]::new));
  }

  void startTrip(String id) throws Exception {
    startTrip(id, GuidedTrip.SHORT_DAYS);
  }

  void startTrip(String id, int days) throws Exception {
    startTrip(id, GuidedTrip.TYPE, days);
  }

  void startTrip(String id, String type, int days) throws Exception {
    TripData trip = new TripData(id, SECRET, "compact", "Ritz", "OS 1", days, null, null, null);
    wire.send(
        "saga.requests",
        wire.encode("saga.requests", trip),
        Map.of(SagaHeaders.SAGA_ID, id, SagaHeaders.TYPE, type, SagaHeaders.LABELS, "shop=7"));
  }

  /** A trip whose car is booked, and that waits for its approval. */
  void startTripToApproval(String id, int days) throws Exception {
    startTrip(id, days);
    reply(command("cars", id, 0), "succeeded", new CarBooked(id, "car-1"));
    awaitWait(id, WaitReason.Kind.SIGNAL);
  }

  /** A reply that no saga waits for. */
  void sendLateReply(String saga) throws Exception {
    wire.send(
        "saga.replies",
        wire.encode("saga.replies", new CarBooked(saga, SECRET)),
        Map.of(
            SagaHeaders.SAGA_ID,
            saga,
            SagaHeaders.IN_REPLY_TO,
            saga + "/0123456789ab/book-car/execute/1#1",
            SagaHeaders.OUTCOME,
            "succeeded"));
  }

  void reply(ConsumerRecord<byte[], byte[]> command, String outcome, SpecificRecord reply)
      throws Exception {
    wire.reply(command, outcome, reply);
  }

  /** The command of that number that a participant got for a saga, once it is there. */
  ConsumerRecord<byte[], byte[]> command(String participant, String saga, int index) {
    return await()
        .atMost(LIMIT)
        .until(() -> commands(participant, saga), all -> all.size() > index)
        .get(index);
  }

  List<ConsumerRecord<byte[], byte[]>> commands(String participant, String saga) {
    return of(saga, wire.read(participant + ".commands"));
  }

  SagaOutcome outcome(String saga) {
    return await()
        .atMost(LIMIT)
        .until(() -> of(saga, wire.read("saga.outcomes")), all -> !all.isEmpty())
        .stream()
        .map(record -> wire.decode(record, SagaOutcome.class))
        .findFirst()
        .orElseThrow();
  }

  private static List<ConsumerRecord<byte[], byte[]>> of(
      String saga, List<ConsumerRecord<byte[], byte[]>> records) {
    byte[] key = saga.getBytes(StandardCharsets.UTF_8);
    return records.stream().filter(record -> Arrays.equals(record.key(), key)).toList();
  }

  void awaitWait(String id, WaitReason.Kind kind) {
    awaitState(
        id, state -> WaitReasons.of(state).stream().anyMatch(reason -> reason.kind() == kind));
  }

  SagaState awaitState(String id, Predicate<SagaState> wanted) {
    return await()
        .atMost(LIMIT)
        .until(
            () -> StoredSagas.of(deployment()).find(new SagaId(id)),
            state -> state.filter(wanted).isPresent())
        .orElseThrow();
  }

  List<JournalEntry> history(String id) {
    return SagaHistory.of(deployment(), new SagaId(id));
  }

  Deployment deployment() {
    return Deployment.of(client);
  }

  @Override
  public void close() {
    wire.close();
    closing.run();
  }
}
