package dev.sagas.dev.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.archive.format.ManifestEntry;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.archive.read.ArchivedJournal;
import dev.sagas.audit.Audit;
import dev.sagas.audit.SyntheticJournal;
import dev.sagas.cli.SagaCli;
import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import dev.sagas.protocol.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code saga archive} in processes with little memory that are killed.
 *
 * <ul>
 *   <li>{@code -Dsaga.archive.transitions}: how many there are, 12 000 by default.
 *   <li>{@code -Dsaga.archive.kills}: how often a run is killed, twice by default.
 *   <li>{@code -Dsaga.archive.seed}: when; printed.
 * </ul>
 */
@Tag("crash")
class ArchiveKillTest {
  private static final int TRANSITIONS = Integer.getInteger("saga.archive.transitions", 12_000);
  private static final int KILLS = Integer.getInteger("saga.archive.kills", 2);
  private static final long SEED = Long.getLong("saga.archive.seed", System.nanoTime());
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final String PREFIX = "many.";
  private static final String JOURNAL = PREFIX + "saga.journal";
  private static final int PARTITIONS = 4;
  private static final int HEAP_MB = 64;

  @TempDir private Path folder;
  private EmbeddedKafka kafka;
  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws Exception {
    kafka = EmbeddedKafka.start(new EmbeddedKafkaConfig(folder.resolve("kafka"), 0, Map.of()));
    registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    awaitDone(java("written.log", 256, List.of(SyntheticJournal.class.getName())), "written.log");
    Files.createDirectory(folder.resolve("work"));
  }

  @AfterEach
  void stop() {
    registry.close();
    kafka.close();
  }

  private Process java(String log, int heapMb, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heapMb + "m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "SAGA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "SAGA_SCHEMA_REGISTRY_URL", registry.url(),
                "SAGA_TOPIC_PREFIX", PREFIX,
                "SAGA_TRANSITIONS", Integer.toString(TRANSITIONS)));
    return builder.start();
  }

  private Process archive() throws IOException {
    return java(
        "archive.log",
        HEAP_MB,
        List.of(
            SagaCli.class.getName(),
            "archive",
            "--segment-mib=1",
            "--work-dir=" + folder.resolve("work"),
            "--to=" + address()));
  }

  private String address() {
    return folder.resolve("archive").toUri().toString();
  }

  private void awaitDone(Process process, String log) throws Exception {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve(log))).isZero();
  }

  /** How many offsets are sealed. */
  private long sealed() {
    long sealed = 0;
    try (ObjectStore store = ObjectStores.open(address())) {
      Optional<StoredArchive> archive = StoredArchive.find(store, JOURNAL);
      for (int partition = 0; partition < PARTITIONS && archive.isPresent(); partition++) {
        List<ManifestEntry> entries = archive.get().entries(partition);
        sealed += entries.isEmpty() ? 0 : entries.get(entries.size() - 1).stretch().nextOffset();
      }
    }
    return sealed;
  }

  private Process killAt(long offsets, Process running) throws Exception {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !running.isAlive() || sealed() >= offsets);
    running.destroyForcibly().waitFor();
    return archive();
  }

  private Deployment deployment() {
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", kafka.bootstrapServers());
    client.put("schema.registry.url", registry.url());
    return Deployment.of(client).withTopics(new TopicNames(PREFIX));
  }

  private void expireJournal() throws Exception {
    try (Admin admin = Admin.create(deployment().client())) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        all.put(new TopicPartition(JOURNAL, partition), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get();
    }
  }

  @Test
  void shouldHaveEveryRecordOnceWhenKilledWhileSealing() throws Exception {
    // given
    System.out.println("saga.archive.seed=" + SEED);
    Random random = new Random(SEED);
    List<Long> kills = random.longs(KILLS, 1, TRANSITIONS).sorted().boxed().toList();

    // when
    long beganNanos = System.nanoTime();
    Process running = archive();
    for (long offsets : kills) {
      running = killAt(offsets, running);
    }
    awaitDone(running, "archive.log");
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    System.out.printf(
        "%d transitions in %.1f s with %d kills and a heap of %d MB%n",
        TRANSITIONS, seconds, KILLS, HEAP_MB);

    // then
    assertThat(sealed()).isGreaterThanOrEqualTo(TRANSITIONS);
    assertThat(
            SagaCli.commandLine()
                .execute("archive", "verify", "--prefix=" + PREFIX, "--to=" + address()))
        .isZero();
    expireJournal();
    Deployment archived = deployment().withArchive(ArchivedJournal.open(address(), deployment()));
    var report = Audit.run(archived);
    assertThat(report.violations()).isEmpty();
    assertThat(report.counts().transitions()).isEqualTo(TRANSITIONS);
  }
}
