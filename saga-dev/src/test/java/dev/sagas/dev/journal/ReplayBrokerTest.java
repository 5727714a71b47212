package dev.sagas.dev.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import dev.sagas.cli.definitions.CheckOutput;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.CheckOptions;
import dev.sagas.engine.journal.CheckReport;
import dev.sagas.engine.journal.DefinitionCheck;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.protocol.SagaId;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.SagaCheckpoint;
import dev.sagas.testkit.ReplayedHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The replay command on a real broker. */
class ReplayBrokerTest {
  private static final int COMPLETED = 4;
  private static final String UNDONE = "trip-0-full";

  @TempDir private static Path dataDir;
  private static TripDeployment trips;

  @BeforeAll
  static void runSagas() {
    trips = TripDeployment.start(dataDir).run(COMPLETED, 1);
    trips.services().start("live");
  }

  @AfterAll
  static void stop() {
    trips.close();
  }

  private record Run(int exitCode, String out, String err) {
    JsonNode json() throws Exception {
      return new ObjectMapper().readTree(out);
    }
  }

  private static Run replay(String... args) {
    CommandLine cli = SagaCli.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    cli.setOut(new PrintWriter(out, true));
    cli.setErr(new PrintWriter(err, true));
    Map<String, Object> client = trips.clientConfig();
    List<String> all = new ArrayList<>(List.of("replay"));
    all.addAll(List.of(args));
    all.add("--bootstrap-server=" + client.get("bootstrap.servers"));
    all.add("--schema-registry=" + client.get("schema.registry.url"));
    return new Run(cli.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }

  @Test
  void shouldShowWhatTheStoreHoldsWhenNoPointIsNamed() throws Exception {
    // given
    SagaState held = StoredSagas.of(trips.auditConfig()).find(new SagaId(UNDONE)).orElseThrow();

    // when
    Run run = replay(UNDONE, "--output=json", "--data");

    // then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().get("hash").asText()).isEqualTo(held.chain().hash().hex());
    assertThat(run.json().get("status").asText()).isEqualTo("COMPENSATED");
    assertThat(run.json().get("steps"))
        .extracting(step -> step.get("name").asText())
        .contains("book-car", "book-hotel");
    assertThat(run.json().get("data").get("traveller").asText()).isEqualTo("Ada");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void shouldGoBackInTimeWhenARevisionAnInstantOrAnOffsetIsNamed() throws Exception {
    // given
    JsonNode second = replay(UNDONE, "--revision=2", "--output=json").json();
    String entry = second.get("entry").asText();
    String[] place = entry.split("-", -1);

    // when
    JsonNode byTime =
        replay(UNDONE, "--at=" + second.get("updatedAt").asText(), "--output=json").json();
    JsonNode byOffset = replay(UNDONE, "--offset=" + place[2], "--output=json").json();
    Run byPlace = replay(UNDONE, "--offset=" + place[1] + ":" + place[2]);
    Run wrongPartition = replay(UNDONE, "--offset=" + (1 - Integer.parseInt(place[1])) + ":5");

    // then
    assertThat(second.get("status").asText()).isEqualTo("RUNNING");
    assertThat(byTime).isEqualTo(second);
    assertThat(byOffset).isEqualTo(second);
    assertThat(byPlace.out()).contains("Status      RUNNING at revision 2").contains("Waits for");
    assertThat(wrongPartition.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(wrongPartition.err())
        .contains("it belongs to partition " + place[1] + ", which was not read");
  }

  @Test
  void shouldShowWhatChangedWhenTwoPointsAreCompared() throws Exception {
    // when
    Run table = replay(UNDONE, "--diff", "1", "2");
    JsonNode json = replay(UNDONE, "--diff", "2", "3", "--output=json").json();

    // then
    assertThat(table.exitCode()).as(table.err()).isZero();
    assertThat(table.out())
        .contains("From  revision 1")
        .contains("To    revision 2")
        .containsPattern("steps\\.book-car\\.status\\s+(before +)?EXECUTING\\s+(after +)?SUCCEEDED")
        .contains("waitsFor.");
    assertThat(json.get("to").get("status").asText()).isEqualTo("COMPENSATING");
    assertThat(json.get("changes"))
        .extracting(change -> change.get("path").asText())
        .contains("status", "steps.book-hotel.status", "turnsBack.code");
  }

  @Test
  void shouldTellEverySagaWhenAllOrSomeAreAskedFor() throws Exception {
    // given
    Path ids = dataDir.resolve("ids");
    Files.writeString(ids, "trip-1\n\ntrip-2\n");

    // when
    Run all = replay("--all");
    Run some = replay("--status=COMPLETED", "--output=json");
    Run listed = replay("--ids-file=" + ids, "trip-3", "nobody", "--output=json");

    // then
    assertThat(all.exitCode()).as(all.err()).isZero();
    assertThat(all.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(all.out().lines().filter(line -> !line.startsWith(" "))).hasSize(COMPLETED + 2);
    assertThat(all.out().replaceAll("\\s+", " "))
        .containsPattern("live \\S+ version 1 RUNNING run .*: reply of book-car from cars");
    assertThat(some.out().lines()).hasSize(COMPLETED).allMatch(line -> line.contains("COMPLETED"));
    assertThat(listed.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(listed.out().lines()).hasSize(3);
    assertThat(listed.err()).contains("no entry of a saga with the id nobody");
  }

  @Test
  void shouldWriteCheckpointsWhenAvroIsAskedFor() throws Exception {
    // given
    Path file = dataDir.resolve("states.avro");

    // when
    Run run = replay("--all", "--output=avro", "--out=" + file);

    // then
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<SagaCheckpoint> states = new ArrayList<>();
    try (DataFileReader<SagaCheckpoint> reader =
        new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(SagaCheckpoint.class))) {
      reader.forEach(states::add);
    }
    assertThat(states)
        .extracting(SagaCheckpoint::getSagaId)
        .containsExactlyInAnyOrder("trip-0", "trip-1", "trip-2", "trip-3", UNDONE, "live");
  }

  @Test
  void shouldSayWhatThereIsWhenThePointIsNotThere() {
    assertThat(replay("nobody").err()).contains("no entry of a saga with the id nobody");
    assertThat(replay("nobody").exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(replay(UNDONE, "--revision=99").err()).contains("expected a revision from 1 to ");
    assertThat(replay(UNDONE, "--diff", "1", "99").exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(replay().exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(replay("--all", "--offset=3").err()).contains("--offset PARTITION:OFFSET");
    assertThat(replay(UNDONE, "--at=yesterday").err()).contains("Expected an instant such as");
    assertThat(replay("--all", "--prefix=nobody.").err()).contains("nobody.saga.journal");
    assertThat(replay("--all", "--prefix=nobody.").exitCode()).isEqualTo(ExitCodes.FAILED);
  }

  @Test
  void shouldDecideAsRecordedWhenTheExportedHistoryMeetsItsOwnDefinition() {
    // given
    Path file = dataDir.resolve("trips.avro");

    // when
    Run export = replay("trip-0", UNDONE, "live", "--export=" + file);

    // then
    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.out()).isEmpty();
    ReplayedHistory.of(file).with(new TwoStepTrip.Patient()).shouldDecideAsRecorded();
    assertThatThrownBy(
            () -> ReplayedHistory.of(file).with(new HotelFirst()).shouldDecideAsRecorded())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("trips.avro to be decided as recorded, but 3 of 3 are not")
        .hasMessageContaining("saga " + UNDONE + ", run ")
        .hasMessageContaining("revision 1 at ")
        .hasMessageContaining("on the request that started it")
        .hasMessageContaining("- execute book-car")
        .hasMessageContaining("+ execute book-hotel");
    assertThatThrownBy(
            () -> ReplayedHistory.of(file).with(new TwoStepTrip()).shouldDecideAsRecorded())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("there is none of [patient-two-step-trip]");
    assertThat(replay("nobody", "--export=" + dataDir.resolve("none")).err())
        .contains("no entry of [nobody]");
    assertThat(dataDir.resolve("none")).doesNotExist();
  }

  @Test
  void shouldSayWhichSagasWouldBreakWhenADeploymentIsChecked() {
    // given
    Deployment config = trips.auditConfig();

    // when
    CheckReport same = check(config, new TwoStepTrip.Patient());
    CheckReport other = check(config, new HotelFirst());

    // then
    assertThat(same.breaks()).isEmpty();
    assertThat(same.counts().live()).isEqualTo(1);
    assertThat(same.counts().ended()).isEqualTo(COMPLETED + 1);
    assertThat(CheckOutput.exitCode(same)).isZero();
    assertThat(CheckOutput.lines(same)).contains("Passed: every decision is as recorded.");
    assertThat(other.breakCount()).isEqualTo(COMPLETED + 2);
    assertThat(other.breaks().get(0).saga()).isEqualTo(new SagaId("live"));
    assertThat(CheckOutput.exitCode(other)).isEqualTo(ExitCodes.FAULT);
    assertThat(CheckOutput.lines(other)).anyMatch(line -> line.contains("- execute book-car"));
    assertThat(CheckOutput.json(other)).contains("\"breakCount\" : 6");
  }

  static CheckReport check(Deployment config, SagaDefinition<TripData> definition) {
    return DefinitionCheck.run(
        config,
        codec ->
            DeployedDefinitions.deploy(
                DeployedDefinitions.describe(List.of(definition)),
                codec,
                config.topics(),
                new PayloadLimits(1_000_000, 1_000_000)),
        CheckOptions.DEFAULT);
  }

  /** The trip as somebody changed it, under the same version. */
  private static final class HotelFirst implements SagaDefinition<TripData> {
    @Override
    public Saga<TripData> define() {
      return Saga.named("patient-two-step-trip", 1, TripData.class)
          .step(
              "book-hotel",
              step ->
                  step.participant("hotels")
                      .command(
                          BookHotel.class,
                          trip -> new BookHotel(trip.getTripId(), "Ada", "Ritz", 1)))
          .build();
    }
  }

  @Test
  void shouldSayWhatIsLostWhenTheJournalsBeginningHasExpired() throws Exception {
    // given
    JournalCopy copy =
        JournalCopy.make(trips.clientConfig(), "forgotten.", JournalCopy.JOURNAL, records -> {});
    copy.expire(JournalCopy.JOURNAL, 3);

    // when
    Run all = replay("--all", "--prefix=forgotten.", "--output=json");

    // then
    assertThat(all.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(all.err()).contains("what came before has expired");
    assertThat(all.out().lines()).isNotEmpty().hasSizeLessThan(COMPLETED + 2);
  }
}
