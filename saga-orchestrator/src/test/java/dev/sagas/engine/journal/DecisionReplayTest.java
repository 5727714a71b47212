package dev.sagas.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sagas.audit.Forged;
import dev.sagas.audit.RandomTrips;
import dev.sagas.audit.RecordedDeployment;
import dev.sagas.audit.RecordedTopics;
import dev.sagas.audit.ReorderedTrip;
import dev.sagas.audit.ThreeStepTrip;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.wire.HistoryFile;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.engine.wire.RehearsalRegistry;
import dev.sagas.protocol.SagaId;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded inputs decided again: by the same definition, and by others. */
class DecisionReplayTest {
  private static final int SAGAS = 20;
  private static final int HAPPENINGS = 400;
  private static final int MANY_BYTES = 1 << 20;

  @TempDir private Path stateDir;
  private RecordedDeployment engine;

  @BeforeEach
  void start() {
    engine = new RecordedDeployment(stateDir);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private CheckReport check(SagaDefinition<TripData> definition, CheckOptions options) {
    RegistryClient registry =
        RehearsalRegistry.over((RegistryClient) engine.client.get(RegistryClient.CLIENT_CONFIG));
    Map<String, Object> config = Map.of(RegistryClient.CLIENT_CONFIG, registry);
    List<ReadEntry> journal = engine.tape.journal();
    Census census = new Census(options);
    journal.forEach(census::accept);
    Set<RunKey> sample = census.sample();
    try (AvroCodec codec = AvroCodec.create(config, SubjectStrategy.RECORD_NAME)) {
      DefinitionCatalog catalog =
          DeployedDefinitions.deploy(
              DeployedDefinitions.describe(List.of(definition)),
              codec,
              RecordedDeployment.TOPICS,
              new PayloadLimits(MANY_BYTES, MANY_BYTES));
      RunCheck check =
          DefinitionCheck.check(
              codec,
              RecordedDeployment.TOPICS,
              options.newest() ? PretendedVersion.newest(catalog, true) : catalog,
              census.live());
      journal.stream()
          .filter(read -> census.live().contains(read.key()) || sample.contains(read.key()))
          .forEach(check::accept);
      return check.report();
    }
  }

  private CheckReport check(SagaDefinition<TripData> definition) {
    return check(definition, CheckOptions.DEFAULT);
  }

  @Test
  void shouldFindNothingWhenRandomSagasAreDecidedByTheirOwnDefinition() {
    // given
    long seed = Long.getLong("saga.seed", 11);
    System.out.println("seed " + seed);
    RandomTrips.play(engine, seed, SAGAS, HAPPENINGS);
    long transitions =
        engine.tape.journal().stream().filter(read -> read.entry().note().isEmpty()).count();

    // when
    CheckReport report = check(new ThreeStepTrip());

    // then
    assertThat(report.breaks()).as("seed %d", seed).isEmpty();
    assertThat(report.counts().decisions()).isEqualTo(transitions).isGreaterThan(100);
    assertThat(report.counts().skipped()).isZero();
    assertThat(report.counts().live() + report.counts().ended()).isEqualTo(SAGAS);
  }

  @Test
  void shouldStopAtTheFirstDifferenceWhenStepsComeInAnotherOrder() {
    // given
    engine.start("first");
    engine.start("second");
    engine.succeed("second");
    engine.succeed("second");

    // when
    CheckReport report = check(new ReorderedTrip(1));

    // then
    assertThat(report.breakCount()).isEqualTo(1);
    CheckReport.Break broken = report.breaks().get(0);
    assertThat(broken.kind()).isEqualTo(CheckReport.Kind.DIFFERS);
    assertThat(broken.saga()).isEqualTo(new SagaId("second"));
    assertThat(broken.live()).isTrue();
    Difference difference = broken.difference().orElseThrow();
    assertThat(difference.revision()).isEqualTo(2);
    assertThat(difference.input()).isEqualTo("a reply (succeeded) to book-car/execute/1#1");
    assertThat(difference.lines())
        .contains("  book-car succeeded", "- execute book-hotel", "+ execute book-flight")
        .anyMatch(line -> line.startsWith("- sends book-hotel/execute/1#1 to hotels.commands"))
        .anyMatch(line -> line.startsWith("+ sends book-flight/execute/1#1 to flights.commands"));
    assertThat(report.counts().decisions()).isEqualTo(3);
  }

  @Test
  void shouldFindTheDifferenceInEveryRandomSagaThatCameSoFar() {
    // given
    RandomTrips.play(engine, 5, SAGAS, HAPPENINGS);
    long cameSoFar =
        engine.tape.journal().stream()
            .filter(
                read ->
                    read.entry().commands().stream()
                        .anyMatch(sent -> sent.topic().equals("hotels.commands")))
            .map(ReadEntry::key)
            .distinct()
            .count();

    // when
    CheckReport report = check(new ReorderedTrip(1));

    // then
    assertThat(cameSoFar).isPositive();
    assertThat(report.breakCount()).isEqualTo(cameSoFar);
  }

  @Test
  void shouldTellThatTheContentDiffersWhenACommandIsMadeOtherwise() {
    // given
    engine.start("one");

    // when
    CheckReport report = check(new BiggerCar());

    // then
    Difference difference = report.breaks().get(0).difference().orElseThrow();
    assertThat(difference.revision()).isEqualTo(1);
    assertThat(difference.input()).isEqualTo("the request that started it");
    assertThat(difference.lines())
        .anyMatch(line -> line.startsWith("  execute book-car"))
        .anyMatch(line -> line.startsWith("- sends book-car/execute/1#1"))
        .anyMatch(line -> line.startsWith("+ sends book-car/execute/1#1"));
  }

  @Test
  void shouldSayThatLiveSagasWouldStandStillWhenTheirVersionIsMissing() {
    // given
    engine.start("live");
    engine.start("ended");
    engine.reject("ended");

    // when
    CheckReport own = check(new ReorderedTrip(2));
    CheckReport moved =
        check(new ReorderedTrip(2), new CheckOptions(100, OptionalLong.empty(), true));

    // then
    assertThat(own.breaks())
        .extracting(CheckReport.Break::kind, broken -> broken.saga().value())
        .containsExactly(tuple(CheckReport.Kind.VERSION_MISSING, "live"));
    assertThat(own.counts().skipped()).isEqualTo(3);
    assertThat(moved.breaks()).isEmpty();
    assertThat(moved.counts().decisions()).isEqualTo(3);
  }

  @Test
  void shouldLookAtTheNewestOrAtRandomOnesWhenManyHaveEnded() {
    // given
    for (int i = 0; i < 30; i++) {
      engine.start("ended-" + i);
      engine.reject("ended-" + i);
    }
    CheckOptions newest = new CheckOptions(3, OptionalLong.empty(), false);

    // then
    assertThat(sample(newest)).containsExactlyInAnyOrder("ended-27", "ended-28", "ended-29");
    assertThat(sample(new CheckOptions(3, OptionalLong.of(1), false)))
        .hasSize(3)
        .isEqualTo(sample(new CheckOptions(3, OptionalLong.of(1), false)))
        .isNotEqualTo(sample(new CheckOptions(3, OptionalLong.of(2), false)));
    assertThat(check(new ThreeStepTrip(), newest).counts().ended()).isEqualTo(3);
  }

  private Set<String> sample(CheckOptions options) {
    Census census = new Census(options);
    engine.tape.journal().forEach(census::accept);
    return new TreeSet<>(census.sample().stream().map(key -> key.saga().value()).toList());
  }

  @Test
  void shouldCountAsUncheckedWhenTheBeginningIsLost() {
    // given
    engine.start("old");
    engine.succeed("old");
    engine.tape.topic(RecordedTopics.JOURNAL).remove(0);

    // when
    CheckReport report = check(new ReorderedTrip(1));

    // then
    assertThat(report.breaks()).isEmpty();
    assertThat(report.counts().unchecked()).isEqualTo(1);
  }

  @Test
  void shouldDecideTimersAsTheyRangWhenAStepTimedOut() {
    // given
    engine.start("late");
    engine.pass(ThreeStepTrip.TIMEOUT.plus(Duration.ofSeconds(1)));

    // when
    CheckReport report = check(new ThreeStepTrip());

    // then
    assertThat(report.breaks()).isEmpty();
    assertThat(report.counts().decisions()).isGreaterThan(1);
  }

  @Test
  void shouldSkipWhatWasNotTheDefinitionsWhenTheDeploymentFailedOrAFunctionDid() {
    // given
    engine.start("stopped");
    JournalEntry first = engine.tape.entries("stopped").get(0);
    SagaEvent missing =
        new SagaEvent.IncidentRaised(
            "i-1", Optional.empty(), IncidentCode.VERSION_MISSING, "not deployed");
    engine.succeed("stopped");
    engine.tape.rechain(
        "stopped",
        List.of(
            first,
            Forged.of(engine.tape.entries("stopped").get(1)).events(List.of(missing)).entry()));

    // when
    CheckReport report = check(new ThreeStepTrip());

    // then
    assertThat(report.breaks()).isEmpty();
    assertThat(report.counts().decisions()).isEqualTo(1);
    assertThat(report.counts().skipped()).isEqualTo(1);
  }

  @Test
  void shouldDecideFromAFileAloneWhenTheHistoryWasExported() throws Exception {
    // given
    RandomTrips.play(engine, 9, SAGAS, 100);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    HistoryFile.write(
        HistoryFile.content(
            "",
            engine.tape.topic(RecordedTopics.JOURNAL).stream()
                .map(RecordedTopics.Raw::bytes)
                .toList(),
            engine.tape.journal().stream().map(ReadEntry::entry).toList(),
            (RegistryClient) engine.client.get(RegistryClient.CLIENT_CONFIG)),
        file);

    // when
    RecordedHistory history =
        RecordedHistory.read(new ByteArrayInputStream(file.toByteArray()), "trips.avro");
    CheckReport same = offline(history, new ThreeStepTrip());
    CheckReport other = offline(history, new ReorderedTrip(2));

    // then
    assertThat(history.sagas()).hasSize(SAGAS);
    assertThat(same.breaks()).isEmpty();
    assertThat(same.counts().decisions()).isGreaterThan(SAGAS);
    assertThat(other.breaks()).isNotEmpty();
    byte[] changed = file.toByteArray();
    changed[changed.length - 30] ^= 1;
    assertThatThrownBy(() -> RecordedHistory.read(new ByteArrayInputStream(changed), "trips.avro"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of trips.avro does not match its hash");
    assertThatThrownBy(
            () -> RecordedHistory.read(new ByteArrayInputStream(new byte[9]), "other.avro"))
        .isInstanceOf(IOException.class);
  }

  private static CheckReport offline(RecordedHistory history, SagaDefinition<TripData> definition) {
    Map<String, Object> config = Map.of(RegistryClient.CLIENT_CONFIG, history.registry());
    try (AvroCodec codec = AvroCodec.create(config, SubjectStrategy.RECORD_NAME)) {
      return history.check(
          DeployedDefinitions.deploy(
              DeployedDefinitions.describe(List.of(definition)),
              codec,
              history.topics(),
              new PayloadLimits(MANY_BYTES, MANY_BYTES)));
    }
  }

  /** The first command says something else. */
  private static final class BiggerCar implements SagaDefinition<TripData> {
    @Override
    public Saga<TripData> define() {
      return Saga.named(ThreeStepTrip.TYPE, 1, TripData.class)
          .step(
              "book-car",
              step ->
                  step.participant("cars")
                      .command(
                          BookCar.class, trip -> new BookCar(trip.getTripId(), "Ada", "lorry", 2))
                      .timeout(ThreeStepTrip.TIMEOUT))
          .build();
    }
  }
}
