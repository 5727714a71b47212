package dev.sagas.dev.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.archive.format.ManifestEntry;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.archive.read.ArchivedJournal;
import dev.sagas.audit.Audit;
import dev.sagas.cli.SagaCli;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
  private static final int SEGMENT_MIB = Integer.getInteger("saga.archive.segment.mib", 1);
  private static final long SEED = Long.getLong("saga.archive.seed", System.nanoTime());
  private static final String JOURNAL = SyntheticDeployment.PREFIX + "saga.journal";
  private static final int PARTITIONS = 4;
  private static final int HEAP_MB = 64;

  /** What a process that was killed by SIGKILL ends with. */
  private static final int KILLED = 137;

  @TempDir private Path folder;
  private SyntheticDeployment sagas;
  private int killed;

  @BeforeEach
  void start() throws Exception {
    sagas = SyntheticDeployment.start(folder, TRANSITIONS);
    Files.createDirectory(folder.resolve("work"));
  }

  @AfterEach
  void stop() {
    sagas.close();
  }

  private Process archive() throws IOException {
    return sagas.saga(
        "archive",
        HEAP_MB,
        List.of(
            "archive",
            "--segment-mib=" + SEGMENT_MIB,
            "--work-dir=" + folder.resolve("work"),
            "--to=" + address()));
  }

  private String address() {
    return folder.resolve("archive").toUri().toString();
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
        .atMost(SyntheticDeployment.LIMIT)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !running.isAlive() || sealed() >= offsets);
    int ended = running.destroyForcibly().waitFor();
    assertThat(ended).as("a run that is killed, or has sealed everything").isIn(KILLED, 0);
    killed += ended == KILLED ? 1 : 0;
    return archive();
  }

  private void expireJournal() throws Exception {
    try (Admin admin = Admin.create(sagas.deployment().client())) {
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
    sagas.awaitDone(running, "archive");
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    System.out.printf(
        "%d transitions in %.1f s with %d kills and a heap of %d MB%n",
        TRANSITIONS, seconds, killed, HEAP_MB);

    // then
    assertThat(sealed()).isGreaterThanOrEqualTo(TRANSITIONS);
    assertThat(
            SagaCli.commandLine()
                .execute(
                    "archive",
                    "verify",
                    "--prefix=" + SyntheticDeployment.PREFIX,
                    "--to=" + address()))
        .isZero();
    expireJournal();
    Deployment archived =
        sagas.deployment().withArchive(ArchivedJournal.open(address(), sagas.deployment()));
    var report = Audit.run(archived);
    assertThat(report.violations()).isEmpty();
    assertThat(report.counts().transitions()).isEqualTo(TRANSITIONS);
  }
}
