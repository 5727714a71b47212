package dev.sagas.dev.operate;

import static dev.sagas.dev.engine.Trips.trip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.dev.engine.Wire;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.serde.RegistryClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** R18 on a real broker: dead letters are listed and redriven with the command. */
class DeadLettersBrokerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String LETTERS = "saga.dead-letters";
  private static final String SECRET = "card-4711";

  @TempDir private static Path dataDir;
  private static DevPlatform platform;
  private static Wire wire;

  @BeforeAll
  static void start() {
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(dataDir)
                .withPartitions(2)
                .with(OrchestratorConfig.DEFINITIONS, TwoStepTrip.class.getName())
                .with(OrchestratorConfig.HTTP_PORT, "-1"));
    wire = new Wire(platform.clientConfig());
  }

  @AfterAll
  static void stop() {
    wire.close();
    platform.close();
  }

  @Test
  void shouldListWhereWhyAndHowLargeButNoPayloadWhenALetterIsThere() throws Exception {
    // given
    ConsumerRecord<byte[], byte[]> letter = deadLetter("listed");

    // when
    Run table = run("list", "--saga=listed");
    Run json = run("list", "--code=NO_SUCH_SAGA", "--saga=listed", "--output=json");
    Run others = run("list", "--saga=listed", "--origin-topic=saga.requests");

    // then
    assertThat(table.exitCode()).isZero();
    assertThat(table.out())
        .contains(position(letter) + "  ", "NO_SUCH_SAGA  saga listed  from saga.replies-")
        .contains("Letters: 1")
        .doesNotContain(SECRET);
    JsonNode listed = new ObjectMapper().readTree(json.out()).get("letters").get(0);
    assertThat(listed.get("position").asText()).isEqualTo(position(letter));
    assertThat(listed.get("origin").asText())
        .isEqualTo(Wire.header(letter, SagaHeaders.ORIGIN))
        .startsWith("saga.replies-");
    assertThat(listed.get("message").asText()).isNotBlank();
    assertThat(listed.get("valueBytes").asInt()).isEqualTo(letter.value().length);
    assertThat(json.out()).doesNotContain(SECRET);
    assertThat(others.out()).isEqualToIgnoringNewLines("Letters: 0");
  }

  @Test
  void shouldSendNothingWhenRedriveIsNotConfirmed() throws Exception {
    // given
    ConsumerRecord<byte[], byte[]> letter = deadLetter("unconfirmed");
    int replies = wire.read("saga.replies").size();

    // when
    Run run = run("redrive", "--saga=unconfirmed", "--reason=just looking");

    // then
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains(position(letter), "would be sent to saga.replies");
    assertThat(run.err()).contains("Dry run");
    assertThat(wire.read("saga.replies")).hasSize(replies);
  }

  @Test
  void shouldBeListedOnlyWhenAskedForOnceDiscarded() throws Exception {
    // given
    ConsumerRecord<byte[], byte[]> letter = deadLetter("discarded");
    String at = "--position=" + position(letter);

    // when
    Run unconfirmed = run("discard", at, "--reason=no need");
    Run before = run("list", "--saga=discarded");
    Run discard = run("discard", at, "--reason=no need", "--actor=ada", "--yes");
    Run again = run("discard", at, "--reason=no need", "--yes");

    // then
    assertThat(unconfirmed.out()).contains("would be discarded");
    assertThat(unconfirmed.err()).contains("Dry run");
    assertThat(before.out()).contains("Letters: 1");
    assertThat(discard.exitCode()).as(discard.err()).isZero();
    assertThat(again.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(run("list", "--saga=discarded").out()).contains("Letters: 0");
    assertThat(run("list", "--saga=discarded", "--state=all").out()).contains("Letters: 1");
    assertThat(run("list", "--saga=discarded", "--state=discarded").out())
        .contains("Letters: 1", " by ada: no need");
  }

  @Test
  void shouldComeInAgainAndBeKeptAgainWhenNothingHasChanged() throws Exception {
    // given
    ConsumerRecord<byte[], byte[]> letter = deadLetter("redriven");

    // when
    Run run =
        run(
            "redrive",
            "--position=" + position(letter),
            "--reason=try it",
            "--actor=ada",
            "--yes",
            "--output=json");

    // then
    assertThat(run.exitCode()).isZero();
    JsonNode result = new ObjectMapper().readTree(run.out()).get("results").get(0);
    assertThat(result.get("outcome").asText()).isEqualTo("SENT");
    ConsumerRecord<byte[], byte[]> again = letters(2, "redriven").get(1);
    assertThat(again.key()).isEqualTo(letter.key());
    assertThat(again.value()).isEqualTo(letter.value());
    assertThat(Wire.header(again, SagaHeaders.ERROR_CODE)).isEqualTo("NO_SUCH_SAGA");
    assertThat(Wire.header(again, SagaHeaders.ORIGIN))
        .startsWith("saga.replies-")
        .isNotEqualTo(Wire.header(letter, SagaHeaders.ORIGIN));
    assertThat(again.headers().headers(SagaHeaders.ORIGIN)).hasSize(1);
    assertThat(Wire.header(again, SagaHeaders.IN_REPLY_TO))
        .isEqualTo(Wire.header(letter, SagaHeaders.IN_REPLY_TO));
    assertThat(Wire.header(again, SagaHeaders.REDRIVEN_BY)).isEqualTo("ada: try it");
    assertThat(Wire.header(again, SagaHeaders.REDRIVEN_FROM))
        .isEqualTo(LETTERS + "-" + letter.partition() + "-" + letter.offset());
    assertThat(run("list", "--saga=redriven").out())
        .contains("redriven from " + Wire.header(again, SagaHeaders.REDRIVEN_FROM));
  }

  @Test
  void shouldRunTheSagaWhenARequestIsRedrivenAfterItsSchemaWasRegistered() throws Exception {
    // given: a schema id that the registry is going to give next
    String saga = "schema-came-late";
    byte[] data = wire.encode("saga.requests", trip(saga));
    RegistryClient registry = RegistryClient.connect(platform.clientConfig());
    Schema newer = new Schema.Parser().parse(TripData.getClassSchema().toString());
    newer.addProp("release", "newer");
    int next = registry.register("any-value", Schema.createFixed("Any", null, "any", 1)) + 1;
    ByteBuffer.wrap(data).putInt(1, next);
    wire.send(
        "saga.requests",
        data,
        Map.of(SagaHeaders.SAGA_ID, saga, SagaHeaders.TYPE, "two-step-trip"));
    ConsumerRecord<byte[], byte[]> letter = letters(1, saga).get(0);
    assertThat(Wire.header(letter, SagaHeaders.ERROR_CODE)).isEqualTo("UNKNOWN_SCHEMA");

    // when
    assertThat(registry.register(newer.getFullName(), newer)).isEqualTo(next);
    Run run = run("redrive", "--saga=" + saga, "--reason=schema is there now", "--yes");

    // then
    assertThat(run.out()).contains("sent to saga.requests");
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(wire.read("cars.commands"))
                    .anyMatch(command -> saga.equals(utf8(command.key()))));
    assertThat(letters(1, saga)).hasSize(1);
  }

  @Test
  void shouldExitWithOneAndSayWhyWhenSomethingCannotBeRedriven() throws Exception {
    // given
    Map<String, String> headers = Map.of(SagaHeaders.SAGA_ID, "empty", SagaHeaders.TYPE, "any");
    wire.send("saga.requests", null, headers);
    ConsumerRecord<byte[], byte[]> letter = letters(1, "empty").get(0);

    // when
    Run run = run("redrive", "--saga=empty", "--reason=try", "--yes");
    Run missing = run("redrive", "--position=0:999999", "--reason=try");

    // then
    assertThat(Wire.header(letter, SagaHeaders.ERROR_CODE)).isEqualTo("MISSING_VALUE");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("cannot be redriven: it had no value");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.out()).contains("0:999999  no matching letter");
  }

  @Test
  void shouldExitWithTwoWhenItCannotBeDone() {
    assertThat(run("redrive", "--reason=all of them", "--yes"))
        .matches(run -> run.exitCode() == ExitCodes.FAILED)
        .matches(run -> run.err().contains("to select letters by"));
    assertThat(run("redrive", "--saga=any"))
        .matches(run -> run.exitCode() == ExitCodes.FAILED)
        .matches(run -> run.err().contains("--reason"));
    assertThat(run("list", "--limit=0")).matches(run -> run.exitCode() == ExitCodes.FAILED);
    assertThat(run("list", "--prefix=nobody."))
        .matches(run -> run.exitCode() == ExitCodes.FAILED)
        .matches(run -> run.err().contains("nobody." + LETTERS));
  }

  private record Run(int exitCode, String out, String err) {}

  private static Run run(String command, String... options) {
    CommandLine cli = SagaCli.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    cli.setOut(new PrintWriter(out, true));
    cli.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("dead-letters", command));
    all.add("--bootstrap-server=" + platform.clientConfig().get("bootstrap.servers"));
    all.addAll(List.of(options));
    return new Run(cli.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }

  /** A reply to a saga that never was, and the letter that it became. */
  private static ConsumerRecord<byte[], byte[]> deadLetter(String saga) throws Exception {
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
    return letters(1, saga).get(0);
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(int count, String saga) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                wire.read(LETTERS).stream()
                    .filter(record -> saga.equals(utf8(record.key())))
                    .toList(),
            letters -> letters.size() == count);
  }

  private static String utf8(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }

  private static String position(ConsumerRecord<byte[], byte[]> letter) {
    return letter.partition() + ":" + letter.offset();
  }
}
