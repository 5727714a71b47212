package dev.sagas.dev.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An orchestrator that has nothing to do leaves the brokers in peace. */
class IdleCommitsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** Where each commit leaves records: its offsets, and the states of its transaction. */
  private static final List<String> COMMITS = List.of("__consumer_offsets", "__transaction_state");

  /** In that time: a commit each 100 ms would leave hundreds. */
  private static final long MOST = 10;

  @TempDir private Path dataDir;
  private DevPlatform platform;
  private Wire wire;
  private Admin admin;

  @BeforeEach
  void start() {
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(dataDir)
                .with(OrchestratorConfig.DEFINITIONS, PatientTrip.class.getName())
                .with(OrchestratorConfig.HTTP_PORT, "-1"));
    wire = new Wire(platform.clientConfig());
    admin = Admin.create(platform.clientConfig());
  }

  @AfterEach
  void stop() {
    admin.close();
    wire.close();
    platform.close();
  }

  @Test
  void shouldCommitNothingWhenNothingHappens() throws Exception {
    // given: no saga, and then one that waits for 10 minutes
    Map<String, Long> withoutSagas = grownWhileIdle();
    Map<String, Long> beforeSaga = ends();
    wire.start(PatientTrip.TYPE, trip("waiting"), "waiting");
    await().atMost(LIMIT).until(() -> wire.read("cars.commands").size() == 1);

    // when
    Map<String, Long> withASaga = grownWhileIdle();
    wire.reply(wire.read("cars.commands").get(0), "succeeded", new CarBooked("waiting", "car-1"));
    await().atMost(LIMIT).until(() -> wire.read("saga.outcomes").size() == 1);

    // then
    Map<String, Long> bySaga = grown(beforeSaga);
    System.out.printf(
        "Idle for %s: %s without sagas, %s with one; the saga itself: %s%n",
        IDLE, withoutSagas, withASaga, bySaga);
    assertThat(withoutSagas.values()).allMatch(records -> records <= MOST);
    assertThat(withASaga.values()).allMatch(records -> records <= MOST);
    assertThat(bySaga.values()).as("what commits leave is seen").allMatch(records -> records > 0);
  }

  /** What each of the topics got in that time; fails if one got too much. */
  private Map<String, Long> grownWhileIdle() throws Exception {
    Map<String, Long> before = ends();
    return await()
        .during(IDLE)
        .atMost(IDLE.multipliedBy(2))
        .until(
            () -> grown(before),
            grown -> grown.values().stream().allMatch(records -> records <= MOST));
  }

  private Map<String, Long> grown(Map<String, Long> before) throws Exception {
    Map<String, Long> grown = ends();
    grown.replaceAll((topic, end) -> end - before.getOrDefault(topic, 0L));
    return grown;
  }

  /** How many records each of the topics has got so far. */
  private Map<String, Long> ends() throws Exception {
    Map<String, Long> ends = new LinkedHashMap<>();
    for (String topic : COMMITS) {
      Map<TopicPartition, OffsetSpec> latest =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()
              .stream()
              .map(TopicPartitionInfo::partition)
              .collect(
                  Collectors.toMap(
                      partition -> new TopicPartition(topic, partition),
                      partition -> OffsetSpec.latest()));
      ends.put(
          topic,
          admin.listOffsets(latest).all().get().values().stream()
              .mapToLong(ListOffsetsResultInfo::offset)
              .sum());
    }
    return ends;
  }

  private static TripData trip(String id) {
    return new TripData(id, "Ada", "compact", "Ritz", "OS 1", 2, null, null, null);
  }
}
