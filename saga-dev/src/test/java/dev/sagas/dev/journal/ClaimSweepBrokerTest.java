package dev.sagas.dev.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.claims.ClaimKeys;
import dev.sagas.claims.ClaimSettings;
import dev.sagas.claims.ObjectClaims;
import dev.sagas.cli.SagaCli;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.WireFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the topics of a deployment need is kept, the rest is collected. */
@Tag("crash")
class ClaimSweepBrokerTest {
  private static final LocalDate LONG_AGO = LocalDate.of(2020, 2, 29);
  private static final String PARKED = "saga-orchestrator-parked-changelog";

  @TempDir private static Path folder;
  private static TripDeployment trips;
  private static int stores;

  private String address = "";

  @BeforeAll
  static void runSagas() throws Exception {
    trips =
        TripDeployment.start(
                folder.resolve("data"),
                Map.of(ClaimCheck.URL_CONFIG, ownStore(), ClaimSettings.MIN_BYTES_CONFIG, "1024"))
            .run(2, 1);
    try (Admin admin = Admin.create(trips.clientConfig())) {
      // Commands of participants that are not there: nobody handles what the tests write.
      admin
          .createTopics(
              List.of(
                  new NewTopic("planes.commands", 1, (short) 1),
                  new NewTopic("ships.commands", 1, (short) 1)))
          .all()
          .get();
    }
  }

  /** Where the sagas' own large values are. */
  private static String ownStore() {
    return folder.resolve("own-store").toUri().toString();
  }

  @AfterAll
  static void stop() {
    trips.close();
  }

  @BeforeEach
  void openStore() {
    address = folder.resolve("store-" + stores++).toUri().toString();
  }

  private record Run(int exitCode, String out, String err) {
    JsonNode json() throws Exception {
      return new ObjectMapper().readTree(out);
    }
  }

  private Run claims(String command, String... args) {
    CommandLine cli = SagaCli.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    cli.setOut(new PrintWriter(out, true));
    cli.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("claims", command, "--store=" + address));
    all.add("--bootstrap-server=" + trips.clientConfig().get("bootstrap.servers"));
    all.addAll(List.of(args));
    return new Run(cli.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }

  /** Stores a value as if that had been long ago. */
  private Claim storeLongAgo(int number) {
    byte[] value = WireFormat.frame(7, new byte[2_000 + number]);
    ClaimSettings settings =
        new ClaimSettings(address, 1_024, 10_000, Duration.ofSeconds(5), Optional.empty(), true);
    try (ObjectClaims claims = ObjectClaims.open(settings)) {
      Claim claim = Claim.parse("t", claims.checkIn(value));
      age(claim);
      return claim;
    }
  }

  private boolean isThere(Claim claim) {
    return contents().stream().anyMatch(each -> each.sha256().equals(claim.sha256()));
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(trips.clientConfig());
    config.putAll(more);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, Instant at, byte[] value) {
    return new ProducerRecord<>(topic, 0, at.toEpochMilli(), null, value);
  }

  private static void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      producer.send(record).get(30, TimeUnit.SECONDS);
    }
  }

  /** A signal that waits for its saga's start: the orchestrator keeps it in its store. */
  private static void park(Claim claim, String sagaId) throws Exception {
    byte[] key = sagaId.getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> signal =
        new ProducerRecord<>("saga.signals", key, claim.encoded());
    signal.headers().add(SagaHeaders.SAGA_ID, key);
    signal.headers().add(SagaHeaders.SIGNAL, "seen".getBytes(StandardCharsets.UTF_8));
    send(signal);
    await().atMost(Duration.ofSeconds(30)).until(() -> isInChangelog(claim));
  }

  private static boolean isInChangelog(Claim claim) {
    Map<String, Object> config = new HashMap<>(trips.clientConfig());
    config.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(PARKED).stream()
              .map(info -> new TopicPartition(PARKED, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<Claim> found = new ArrayList<>();
      consumer
          .poll(Duration.ofSeconds(2))
          .forEach(
              record -> {
                if (record.value() != null) {
                  dev.sagas.serde.ClaimScanner.scan(record.value(), found::add);
                }
              });
      return found.contains(claim);
    }
  }

  @Test
  void shouldKeepWhatTheTopicsNeedAndCollectTheRest() throws Exception {
    // given
    Claim parked = storeLongAgo(1);
    Claim commanded = storeLongAgo(2);
    Claim past = storeLongAgo(3);
    Claim unused = storeLongAgo(4);
    park(parked, "trip-early");
    send(record("ships.commands", Instant.now(), commanded.encoded()));
    send(record("planes.commands", Instant.now().minus(Duration.ofDays(50)), past.encoded()));

    // when
    Run dry = claims("sweep", "--dry-run", "--output=json");

    // then
    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.json().get("needed").get("objects").asInt()).isEqualTo(2);
    assertThat(dry.json().get("toCollect").get("objects").asInt()).isEqualTo(2);
    assertThat(isThere(unused)).isTrue();

    // when
    Run sweep = claims("sweep");
    Run verify = claims("verify", "--output=json");

    // then
    assertThat(sweep.exitCode()).as(sweep.err()).isZero();
    assertThat(sweep.out()).containsPattern("collected +2 +").contains("Done");
    assertThat(isThere(parked)).isTrue();
    assertThat(isThere(commanded)).isTrue();
    assertThat(isThere(past)).isFalse();
    assertThat(isThere(unused)).isFalse();
    assertThat(verify.json().get("needed").asInt()).isGreaterThanOrEqualTo(2);

    // when: an object is lost
    try (ObjectStore store = ObjectStores.open(address)) {
      store.delete(ClaimKeys.content(commanded.sha256()));
    }
    Run lost = claims("verify");
    Run seen = claims("verify", "--no-content", "--output=json");

    // then
    assertThat(lost.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(lost.out())
        .contains("MISSING  " + commanded.sha256() + ", needed by ships.commands-0-")
        .contains("Not clean");
    assertThat(seen.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(seen.json().get("findings").toString()).contains(commanded.sha256());
  }

  @Test
  void shouldKeepWhatASagaNeedsThatIsNotOver() {
    // given: a saga with large data and commands, and its objects look old
    address = ownStore();
    trips.services().start("large", "x".repeat(5_000));
    await().atMost(Duration.ofSeconds(30)).until(() -> contents().size() >= 2);
    List<Claim> stored = contents();
    stored.forEach(this::age);

    // when
    Run sweep = claims("sweep");

    // then
    assertThat(sweep.exitCode()).as(sweep.err()).isZero();
    assertThat(contents()).containsAll(stored);
    trips.services().answerUntilEnded(4);
    // Claims of the other tests are not in this store.
    Run verify = claims("verify");
    assertThat(contents()).noneMatch(each -> verify.out().contains(each.sha256()));
    assertThat(verify.out()).contains("Objects needed: ");
  }

  /** What the store has, as claims of which only the digest counts. */
  private List<Claim> contents() {
    List<Claim> contents = new ArrayList<>();
    try (ObjectStore store = ObjectStores.open(address)) {
      store.list(
          ClaimKeys.CONTENTS,
          object -> contents.add(new Claim(0, 0, ClaimKeys.digestOf(object.key()), Claim.AVRO)));
    }
    return contents;
  }

  private void age(Claim claim) {
    try (ObjectStore store = ObjectStores.open(address)) {
      store.putIfAbsent(ClaimKeys.lease(claim.sha256(), LONG_AGO), ObjectContent.of(new byte[0]));
      store.delete(ClaimKeys.lease(claim.sha256(), LocalDate.now(ZoneOffset.UTC)));
    }
  }

  @Test
  void shouldWaitForAnOpenTransactionThatNeedsAnObject() throws Exception {
    // given
    Claim sent = storeLongAgo(5);
    try (KafkaProducer<byte[], byte[]> transactional =
        producer(Map.of("transactional.id", "open"))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      transactional.send(record("ships.commands", Instant.now(), sent.encoded())).get();

      // when
      CompletableFuture<Run> sweep = CompletableFuture.supplyAsync(() -> claims("sweep"));
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(10))
          .until(() -> !sweep.isDone());
      transactional.commitTransaction();

      // then
      Run run = sweep.get(30, TimeUnit.SECONDS);
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(isThere(sent)).isTrue();
    }
  }

  @Test
  void shouldKeepWhatOnlyTheArchiveOfTheJournalHas() throws Exception {
    // given
    Claim archived = storeLongAgo(7);
    send(record("saga.journal", Instant.now(), archived.encoded()));
    String archive = folder.resolve("archive").toUri().toString();
    String brokers = "--bootstrap-server=" + trips.clientConfig().get("bootstrap.servers");
    assertThat(SagaCli.commandLine().execute("archive", "--to=" + archive, brokers)).isZero();
    new JournalCopy(trips.clientConfig(), "").expireAll(JournalCopy.JOURNAL);

    // when
    Run without = claims("sweep", "--dry-run", "--output=json");
    Run with = claims("sweep", "--output=json", "--archive=" + archive);

    // then
    assertThat(without.json().get("toCollect").get("objects").asInt()).isEqualTo(1);
    assertThat(with.exitCode()).as(with.err()).isZero();
    assertThat(with.json().get("needed").get("objects").asInt()).isEqualTo(1);
    assertThat(isThere(archived)).isTrue();
  }

  @Test
  void shouldRefuseWhereObjectsCouldBeNeeded() {
    // given
    Claim unused = storeLongAgo(6);

    // when
    Run tooShort = claims("sweep", "--keep=30d");
    Run other = claims("sweep", "--prefix=other.");

    // then: commands of this deployment are remembered for 38 days and their time-out
    assertThat(tooShort.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(tooShort.err()).contains("at least 39 days").contains(".commands-");
    assertThat(other.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(other.err()).contains("other.saga");
    assertThat(isThere(unused)).isTrue();
  }
}
