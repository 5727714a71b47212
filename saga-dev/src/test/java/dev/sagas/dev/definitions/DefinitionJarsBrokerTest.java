package dev.sagas.dev.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sagas.artefact.BookingJars;
import dev.sagas.dev.engine.Wire;
import dev.sagas.engine.core.SagaState;
import dev.sagas.orchestrator.definitions.InvalidDeploymentException;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.schema.OutcomeKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R19 with jars: versions with different schemas side by side, refused and moved. */
@Tag("crash")
class DefinitionJarsBrokerTest {
  @TempDir private Path dataDir;
  private Cluster cluster;
  private Path old;
  private Path both;

  @BeforeEach
  void start() throws Exception {
    old = Files.createDirectories(dataDir.resolve("old"));
    both = Files.createDirectories(dataDir.resolve("both"));
    BookingJars.version1().write(old.resolve("booking-1.jar"));
    Files.copy(old.resolve("booking-1.jar"), both.resolve("booking-1.jar"));
    BookingJars.version2().write(both.resolve("booking-2.jar"));
    cluster = Cluster.start(dataDir);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void shouldFinishOldSagasOnTheirVersionWhenANewOneIsRolledOut() throws Exception {
    // given: two instances with version 1, and sagas that wait in both steps
    cluster.startInstance("a", old);
    cluster.startInstance("b", old);
    List<String> first = List.of("old-1", "old-2", "old-3", "old-4", "old-5", "old-6");
    for (String id : first) {
      start(id);
      assertThat(note(cluster.command("seats", id))).isEqualTo("plain");
    }
    for (String id : first.subList(0, 3)) {
      cluster.succeed(cluster.command("seats", id));
      cluster.command("desk", id);
    }

    // when: one instance after the other is restarted with both jars
    cluster.stopInstance("b");
    cluster.startInstance("b", both);
    List<String> between = List.of("between-1", "between-2", "between-3", "between-4");
    for (String id : between) {
      start(id);
      cluster.command("seats", id);
    }
    cluster.stopInstance("a");
    cluster.startInstance("a", both);
    List<String> last = List.of("new-1", "new-2", "new-3", "new-4");
    for (String id : last) {
      start(id);
    }

    // then: new ones start on version 2, with the new field's default
    for (String id : last) {
      ConsumerRecord<byte[], byte[]> command = cluster.command("seats", id);
      assertThat(Wire.header(command, SagaHeaders.VERSION)).isEqualTo("2");
      assertThat(note(command)).isEqualTo("none");
    }
    for (String id : first) {
      finish(id);
      assertThat(Wire.header(cluster.command("desk", id), SagaHeaders.VERSION)).isEqualTo("1");
    }
    for (String id : between) {
      String began = Wire.header(cluster.command("seats", id), SagaHeaders.VERSION);
      finish(id);
      assertThat(Wire.header(cluster.command("desk", id), SagaHeaders.VERSION)).isEqualTo(began);
    }
    for (String id : last) {
      finish(id);
    }
    cluster.assertAuditClean();
  }

  @Test
  void shouldRefuseToStartWithEveryReasonWhenNewJarsDoNotFit() throws Exception {
    // given: data of version 1 was deployed, and is not in the folder any more
    cluster.startInstance("a", old);
    Path bad = Files.createDirectories(dataDir.resolve("bad"));
    BookingJars.version(3, BookingJars.data(BookingJars.NOTE_WITHOUT_DEFAULT), "data.getNote()")
        .write(bad.resolve("booking-3.jar"));
    Files.writeString(bad.resolve("broken.jar"), "no jar");

    // then: the registry's reason and that of the live sagas' data
    assertThatThrownBy(() -> cluster.startInstance("b", bad))
        .isInstanceOf(InvalidDeploymentException.class)
        .hasMessageContaining("3 problems:")
        .hasMessageContaining("broken.jar: it is not a jar")
        .hasMessageContaining(
            "booking-3.jar: booking version 3: com.acme.BookingData is not compatible with what is"
                + " registered for it: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/2: note")
        .hasMessageContaining(
            "booking-3.jar: booking version 3: it cannot read data written as com.acme.BookingData"
                + " of version 1: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/2: note");
    assertThat(cluster.saga(0, "definitions", "list"))
        .contains("booking")
        .doesNotContainPattern("booking +3 ");
  }

  @Test
  void shouldKnowWhatWasPublishedWhenTheTopicOfDefinitionsHasManyPartitions() throws Exception {
    // given: the key booking/1 is on partition 3 of 7
    cluster.createTopic("saga.definitions", 7);
    cluster.startInstance("a", old);
    cluster.stopInstance("a");
    Path changed = Files.createDirectories(dataDir.resolve("changed"));
    BookingJars.reordered().write(changed.resolve("booking-1.jar"));

    // then
    assertThatThrownBy(() -> cluster.startInstance("b", changed))
        .isInstanceOf(InvalidDeploymentException.class)
        .hasMessageContaining("booking version 1: it was deployed with another structure");
  }

  @Test
  void shouldNameTheMissingVersionAtOnceWhenItsJarIsTakenAway() throws Exception {
    // given: two sagas that wait on version 1
    cluster.startInstance("a", old);
    for (String id : List.of("first", "second")) {
      start(id);
      cluster.command("seats", id);
    }
    Path next = Files.createDirectories(dataDir.resolve("next"));
    Files.copy(both.resolve("booking-2.jar"), next.resolve("booking-2.jar"));

    // when: only version 2 is deployed
    cluster.stopInstance("a");
    cluster.startInstance("a", next);

    // then
    await()
        .atMost(Cluster.LIMIT)
        .untilAsserted(
            () ->
                assertThat(cluster.saga(1, "doctor").replaceAll("\\s+", " "))
                    .containsPattern(
                        "VERSION_MISSING +booking version 1: Expected every orchestrator to run"
                            + " booking version 1, but one does not, and live sagas are on it: 2"));
  }

  @Test
  void shouldShowDefinitionsAndMoveEverySagaThatCanWhenAsked() throws Exception {
    // given: one saga that waits for a reply, one that is paused between its steps
    cluster.startInstance("a", both);
    startOn1("waits");
    cluster.command("seats", "waits");
    startOn1("paused");
    ConsumerRecord<byte[], byte[]> command = cluster.command("seats", "paused");
    cluster.saga(0, "pause", "paused", "--reason=to move");
    cluster.succeed(command);
    await()
        .atMost(Cluster.LIMIT)
        .until(() -> cluster.state("paused"), state -> hasNothingUnderWay(state.orElseThrow()));
    String[] move = {"definitions", "migrate", "booking", "--from=1", "--to=2", "--reason=notes"};
    String[] dryRun = {
      "definitions", "migrate", "booking", "--from=1", "--to=2", "--reason=notes", "--dry-run"
    };

    // when
    String would = cluster.saga(1, dryRun);
    String moved = cluster.saga(1, move);

    // then
    assertThat(would)
        .contains("paused  Dry run, nothing changed: ")
        .contains("waits  Refused: ")
        .contains("step hold-seats has an outstanding command")
        .contains("Sagas: 2, asked 2, accepted 1, refused 1, not known 0");
    assertThat(moved).contains("paused  Applied: saga paused is ");
    assertThat(versionOf("paused")).isEqualTo(2);
    assertThat(versionOf("waits")).isEqualTo(1);
    assertThat(cluster.saga(0, "definitions", "show", "booking", "--version=1"))
        .contains("Saga        booking version 1")
        .contains("hold-seats");
    assertThat(cluster.saga(0, "definitions", "graph", "booking"))
        .startsWith("flowchart TD")
        .contains("booking version 2");
    assertThat(cluster.saga(0, "definitions", "asyncapi", "booking"))
        .contains("asyncapi: ", "desk.commands", "avro");
    assertThat(cluster.saga(1, "definitions", "show", "trip"))
        .contains("No definition of saga trip was deployed");
    cluster.saga(0, "resume", "paused", "--reason=moved");
    cluster.succeed(cluster.command("desk", "paused"));
    finish("waits");
    assertThat(cluster.outcome("paused")).isEqualTo(OutcomeKind.COMPLETED);
    String one = both.resolve("booking-1.jar").toString();
    String two = both.resolve("booking-2.jar").toString();
    assertThat(cluster.saga(0, "definitions", "check", one, two))
        .as("pause, move and resume decided again")
        .contains("Passed: every decision is as recorded.");
    cluster.assertAuditClean();
  }

  @Test
  void shouldStopADeploymentAndNameTheSagasWhenTheyWouldBeDecidedOtherwise() throws Exception {
    // given
    cluster.startInstance("a", old);
    start("ended");
    finish("ended");
    start("waiting");
    cluster.command("seats", "waiting");
    Path jars = Files.createDirectories(dataDir.resolve("checked"));
    Path reordered = jars.resolve("reordered.jar");
    BookingJars.reordered().write(reordered);
    String same = old.resolve("booking-1.jar").toString();
    String next = both.resolve("booking-2.jar").toString();

    // when
    String passed = cluster.saga(0, "definitions", "check", same, next);
    String stopped = cluster.saga(1, "definitions", "check", reordered.toString());
    String missing = cluster.saga(1, "definitions", "check", next, "--output=json");

    // then
    assertThat(passed).contains("Passed: every decision is as recorded.");
    assertThat(stopped)
        .contains("DIFFERS  saga waiting")
        .contains("DIFFERS  saga ended")
        .contains("- execute hold-seats");
    assertThat(missing).contains("VERSION_MISSING").contains("\"sagaId\" : \"waiting\"");
    finish("waiting");
    cluster.assertAuditClean();
  }

  private static boolean hasNothingUnderWay(SagaState state) {
    return state.steps().all().stream()
        .noneMatch(step -> step.status().isExecuting() || step.status().isUndoing());
  }

  private int versionOf(String id) {
    return cluster.state(id).orElseThrow().identity().version();
  }

  private void start(String id) throws Exception {
    cluster.send(BookingJars.TYPE, id, booking(id));
  }

  private void startOn1(String id) throws Exception {
    cluster.sendVersion(BookingJars.TYPE, 1, id, booking(id));
  }

  /** As a client that knows nothing of version 2 sends it. */
  private GenericRecord booking(String id) {
    Schema schema = new Schema.Parser().parse(BookingJars.data(""));
    GenericRecord data = new GenericData.Record(schema);
    data.put("bookingId", id);
    data.put("seats", 2);
    return data;
  }

  private String note(ConsumerRecord<byte[], byte[]> command) {
    return cluster.decoded(command).get("note").toString();
  }

  private void finish(String id) throws Exception {
    cluster.succeed(cluster.command("seats", id));
    cluster.succeed(cluster.command("desk", id));
    assertThat(cluster.outcome(id)).as(id).isEqualTo(OutcomeKind.COMPLETED);
  }
}
