package dev.sagas.dev.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import dev.sagas.cli.SagaCli;
import dev.sagas.dev.engine.Wire;
import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine;

/**
 * A broker and a registry, orchestrators that come and go, and participants played by the test.
 * Records are generic: nothing of the jars is on the test's class path.
 */
final class Cluster implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** A reply that says nothing more. */
  private static final Schema DONE =
      SchemaBuilder.record("Done").namespace("com.acme").fields().endRecord();

  private final Path dataDir;
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private final Wire wire;
  private final AvroCodec codec;
  private final Map<String, Orchestrator> running = new HashMap<>();

  private Cluster(Path dataDir) {
    this.dataDir = dataDir;
    this.kafka = EmbeddedKafka.start(dataDir.resolve("kafka"));
    this.registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    this.wire = new Wire(clientConfig());
    this.codec = AvroCodec.create(clientConfig(), SubjectStrategy.RECORD_NAME);
  }

  static Cluster start(Path dataDir) {
    return new Cluster(dataDir);
  }

  /** Makes a compacted topic, as somebody may have by hand. */
  void createTopic(String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(clientConfig())) {
      NewTopic compacted = new NewTopic(topic, partitions, (short) 1);
      compacted.configs(Map.of("cleanup.policy", "compact"));
      admin.createTopics(List.of(compacted)).all().get();
    }
  }

  private Map<String, Object> clientConfig() {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  /** Starts an instance on the jars in a folder; the class path offers nothing to it. */
  void startInstance(String name, Path jars) throws Exception {
    Orchestrator instance =
        Orchestrator.start(
            new OrchestratorConfig(
                Map.of(
                    OrchestratorConfig.BOOTSTRAP_SERVERS,
                    kafka.bootstrapServers(),
                    OrchestratorConfig.SCHEMA_REGISTRY_URL,
                    registry.url(),
                    OrchestratorConfig.STATE_DIR,
                    dataDir.resolve("state-" + name).toString(),
                    OrchestratorConfig.PARTITIONS,
                    "4",
                    OrchestratorConfig.HTTP_PORT,
                    "-1",
                    OrchestratorConfig.SESSION_TIMEOUT_MS,
                    "30000",
                    OrchestratorConfig.GROUP_INSTANCE_ID,
                    name,
                    OrchestratorConfig.DEFINITIONS_DIR,
                    jars.toString())));
    running.put(name, instance);
    assertThat(instance.awaitReady(LIMIT)).as("%s is ready", name).isTrue();
  }

  void stopInstance(String name) {
    Orchestrator instance = running.remove(name);
    assertThat(instance).as(name).isNotNull();
    instance.close();
  }

  /** Requests a saga of the newest version. */
  void send(String type, String id, GenericRecord data) throws Exception {
    send(data, Map.of(SagaHeaders.SAGA_ID, id, SagaHeaders.TYPE, type));
  }

  void sendVersion(String type, int version, String id, GenericRecord data) throws Exception {
    send(
        data,
        Map.of(
            SagaHeaders.SAGA_ID,
            id,
            SagaHeaders.TYPE,
            type,
            SagaHeaders.VERSION,
            Integer.toString(version)));
  }

  private void send(GenericRecord data, Map<String, String> headers) throws Exception {
    codec.register("saga.requests", data.getSchema());
    wire.send("saga.requests", codec.encode("saga.requests", data), headers);
  }

  /** The first command of a participant for a saga, once it is there. */
  ConsumerRecord<byte[], byte[]> command(String participant, String id) {
    return await()
        .atMost(LIMIT)
        .until(() -> of(id, participant + ".commands"), found -> !found.isEmpty())
        .get(0);
  }

  GenericRecord decoded(ConsumerRecord<byte[], byte[]> record) {
    return codec.decode(record.topic(), record.value());
  }

  void succeed(ConsumerRecord<byte[], byte[]> command) throws Exception {
    succeed(command, new GenericData.Record(DONE));
  }

  /** The same with a record of the jar's. */
  void succeed(ConsumerRecord<byte[], byte[]> command, GenericRecord reply) throws Exception {
    codec.register("saga.replies", reply.getSchema());
    wire.send(
        "saga.replies",
        codec.encode("saga.replies", reply),
        Map.of(
            SagaHeaders.SAGA_ID,
            Wire.header(command, SagaHeaders.SAGA_ID),
            SagaHeaders.IN_REPLY_TO,
            Wire.header(command, SagaHeaders.COMMAND_ID),
            SagaHeaders.OUTCOME,
            "succeeded"));
  }

  OutcomeKind outcome(String id) {
    return end(id).getOutcome();
  }

  /** The saga's data as its outcome tells it. */
  GenericRecord endData(String id) {
    return codec.decode("saga.requests", end(id).getData().array());
  }

  private SagaOutcome end(String id) {
    return await()
        .atMost(LIMIT)
        .until(() -> of(id, "saga.outcomes"), found -> !found.isEmpty())
        .stream()
        .map(record -> wire.decode(record, SagaOutcome.class))
        .findFirst()
        .orElseThrow();
  }

  private List<ConsumerRecord<byte[], byte[]>> of(String id, String topic) {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    return wire.read(topic).stream().filter(record -> Arrays.equals(record.key(), key)).toList();
  }

  Optional<SagaState> state(String id) {
    return StoredSagas.of(deployment()).find(new SagaId(id));
  }

  /** Runs the saga command and expects its exit code; the answer is what it printed. */
  String saga(int exitCode, String... arguments) {
    CommandLine cli = SagaCli.commandLine();
    StringWriter said = new StringWriter();
    cli.setOut(new PrintWriter(said, true));
    cli.setErr(new PrintWriter(said, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--bootstrap-server=" + kafka.bootstrapServers());
    all.add("--schema-registry=" + registry.url());
    int actual = cli.execute(all.toArray(String[]::new));
    assertThat(actual).as(said.toString()).isEqualTo(exitCode);
    return said.toString();
  }

  void assertAuditClean() {
    AuditReport report = Audit.run(deployment());
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable()).isEmpty();
  }

  private Deployment deployment() {
    return Deployment.of(clientConfig());
  }

  @Override
  public void close() {
    running.values().forEach(Orchestrator::close);
    codec.close();
    wire.close();
    registry.close();
    kafka.close();
  }
}
