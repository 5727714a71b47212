package dev.sagas.export.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.audit.RandomTrips;
import dev.sagas.audit.RecordedDeployment;
import dev.sagas.audit.RecordedTopics;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.export.jdbc.ExportDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop of the export, with a consumer that gives the journal in portions. */
class JournalExportTest {
  private static final TopicPartition PARTITION = new TopicPartition(RecordedTopics.JOURNAL, 0);
  private static final int PORTION = 5;

  @TempDir private Path folder;
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final AtomicInteger given = new AtomicInteger();
  private Callable<Void> meanwhile = () -> null;
  private int portion = PORTION;
  private RecordedDeployment deployment;
  private List<ReadEntry> journal;
  private ExportDatabase database;

  @BeforeEach
  void begin() throws SQLException {
    deployment = new RecordedDeployment(folder.resolve("state"));
    RandomTrips.play(deployment, 11, 10, 100);
    journal = deployment.tape.journal();
    database = ExportDatabase.open(new ExportDatabase.Address(url(), "sa", "", "sagas", 2));
    Node node = new Node(0, "localhost", 1);
    Node[] nodes = {node};
    consumer.updatePartitions(
        RecordedTopics.JOURNAL,
        List.of(new PartitionInfo(RecordedTopics.JOURNAL, 0, node, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) journal.size()));
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(PARTITION)));
  }

  @AfterEach
  void end() {
    database.close();
    deployment.close();
  }

  private String url() {
    return "jdbc:h2:" + folder.resolve("export") + ";LOCK_TIMEOUT=100";
  }

  /** One portion at each poll; those before the consumer's position are given again by a seek. */
  private void give() {
    consumer.schedulePollTask(
        () -> {
          if (consumer.assignment().contains(PARTITION) && consumer.paused().isEmpty()) {
            long from = consumer.position(PARTITION);
            long to = Math.min(journal.size(), from + portion);
            for (long offset = from; offset < to; offset++) {
              consumer.addRecord(record((int) offset));
            }
            if (given.getAndIncrement() == 0) {
              happenMeanwhile();
            }
          }
          give();
        });
  }

  private void happenMeanwhile() {
    try {
      meanwhile.call();
    } catch (Exception e) {
      throw new AssertionError("Expected the other instance to write", e);
    }
  }

  private ConsumerRecord<byte[], byte[]> record(int offset) {
    RecordedTopics.Raw raw = deployment.tape.topic(RecordedTopics.JOURNAL).get(offset);
    return new ConsumerRecord<>(
        RecordedTopics.JOURNAL, 0, offset, raw.key().getBytes(StandardCharsets.UTF_8), raw.bytes());
  }

  private CompletableFuture<Void> export() {
    give();
    return CompletableFuture.runAsync(
        () -> {
          JournalRecords journal = records();
          ExportedPartitions partitions =
              new ExportedPartitions(
                  journal, database, ExportRetention.FOR_EVER, Clock.systemUTC());
          try (JournalExport export = new JournalExport(consumer, journal, partitions)) {
            export.run(true, progress -> {});
          }
        });
  }

  private long count(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), "sa", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void isWhole() throws SQLException {
    long runs = journal.stream().map(ReadEntry::key).distinct().count();
    assertThat(count("SELECT count(*) FROM \"sagas\".sagas")).isEqualTo(runs);
    assertThat(count("SELECT count(*) FROM \"sagas\".export_gaps")).isZero();
    assertThat(count("SELECT next_offset FROM \"sagas\".export_positions"))
        .isEqualTo(journal.size());
  }

  @Test
  void shouldExportEverything() throws Exception {
    // when
    export().get();

    // then
    isWhole();
  }

  @Test
  void shouldLeaveNothingOutWhenAnotherInstanceHasWrittenItsPartition() throws Exception {
    // given: while the first portion is read, another instance writes more than that
    List<ReadEntry> ahead = journal.subList(0, 2 * PORTION + 2);
    meanwhile =
        () -> {
          StretchFold other = new StretchFold(records().rows(), 9);
          database.write(
              other.fold(ahead, Map.of()).rows(),
              new ExportDatabase.Stretch(0, 0, ahead.size(), 1, 1));
          return null;
        };

    // when
    export().get();

    // then
    isWhole();
  }

  @Test
  void shouldWaitForBrokersThatDoNotAnswer() throws Exception {
    // given: not when it measures, nor when it looks where the partition begins and ends
    for (int i = 0; i < 4; i++) {
      consumer.schedulePollTask(
          () -> consumer.setOffsetsException(new TimeoutException("not answered")));
    }

    // when
    export().get();

    // then
    isWhole();
  }

  private JournalRecords records() {
    return new JournalRecords(Deployment.of(deployment.client), List.of());
  }

  @Test
  void shouldNotEndBeforeTheDatabaseHasTakenEverything() throws Exception {
    // given: the database does not take the only portion
    portion = journal.size();
    database.begin(Map.of(0, 0L), 0);
    CompletableFuture<Void> export;
    try (Connection holding = DriverManager.getConnection(url(), "sa", "");
        Statement statement = holding.createStatement()) {
      holding.setAutoCommit(false);
      statement.execute("UPDATE \"sagas\".export_positions SET next_offset = next_offset");
      export = export();
      await().atMost(Duration.ofSeconds(20)).until(() -> given.get() >= 2);
      assertThat(export).isNotDone();
      holding.rollback();
    }

    // when
    export.get();

    // then
    isWhole();
  }
}
