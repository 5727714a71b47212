package dev.sagas.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.dev.kafka.EmbeddedKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("crash")
class BenchCommandTest {
  private static final Pattern COUNTS = Pattern.compile("(\\d+) sagas started, (\\d+) ended");

  @TempDir private Path dataDir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(String... arguments) {
    CommandLine commandLine = SagaCli.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("bench"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--orchestrator-options", "-Xmx160m -XX:TieredStopAtLevel=1"));
    all.addAll(List.of("--broker-options", "-Xmx256m -XX:TieredStopAtLevel=1"));
    return commandLine.execute(all.toArray(String[]::new));
  }

  @Test
  void shouldCountEverySagaThatItStartedWhenAProfileIsMeasured() throws Exception {
    // when
    int exitCode =
        bench(
            "throughput",
            "--in-flight",
            "50",
            "--warm-up",
            "1s",
            "--windows",
            "1",
            "--window",
            "3s",
            "--output",
            "json");

    // then
    assertThat(exitCode).as(err.toString()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    Matcher counts = COUNTS.matcher(err.toString());
    assertThat(counts.find()).as(err.toString()).isTrue();
    assertThat(counts.group(2)).isEqualTo(counts.group(1));
    assertThat(json.at("/audit/sagas").asText()).isEqualTo(counts.group(1));
    assertThat(json.at("/product/0/sagasPerSecond/median").asDouble()).isPositive();
    assertThat(json.at("/bound")).hasSize(2);
    assertThat(json.at("/bound/1/sagasPerSecond/median").asDouble()).isPositive();
    assertThat(json.findValuesAsText("topic"))
        .contains("saga.requests", "cars.commands", "saga.replies", "saga.journal");
  }

  @Test
  void shouldMeasureEachFenceWhenParticipantsAreCompared() throws Exception {
    // when
    int exitCode =
        bench(
            "participants",
            "--in-flight",
            "20",
            "--warm-up",
            "1s",
            "--windows",
            "1",
            "--window",
            "2s",
            "--no-bound",
            "--rocksdb",
            "--output",
            "json");

    // then
    assertThat(exitCode).as(err.toString()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.findValuesAsText("series"))
        .contains("PostgreSQL, no fence, 20 in flight", "PostgreSQL, JdbcFence, 20 in flight");
    assertThat(json.at("/product/4/cpuMicrosPerSagaBy/PostgreSQL/median").asDouble()).isPositive();
    assertThat(json.findValuesAsText("store")).contains("checkpoints", "timers");
    assertThat(json.at("/stores/0/writtenPerSaga").asDouble()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void shouldSayWhatIsMissingWhenTheSagaIsNotDeployed() {
    // when
    int exitCode =
        bench(
            "throughput",
            "--warm-up",
            "60s",
            "-P",
            "definitions=dev.sagas.dev.acceptance.PrepaidTrip");

    // then
    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("Expected every saga to end COMPLETED", "REFUSED");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldShowTheLogWhenTheOrchestratorDoesNotStart() {
    // when
    int exitCode = bench("throughput", "-P", "definitions=no.such.Definition");

    // then
    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString())
        .contains("Expected the orchestrator to become ready, but it ended", "no.such.Definition");
  }

  @Test
  void shouldLeaveNothingBehindWhenAClusterIsJoined() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      // when
      int exitCode =
          bench(
              "scaling",
              "--join",
              kafka.bootstrapServers(),
              "--instances",
              "2",
              "--warm-up",
              "1s",
              "--windows",
              "1",
              "--window",
              "2s",
              "--no-bound",
              "--output",
              "json");

      // then
      assertThat(exitCode).as(err.toString()).isZero();
      JsonNode cpu =
          new ObjectMapper().readTree(out.toString()).at("/product/0/cpuMicrosPerSagaBy");
      assertThat(cpu.fieldNames())
          .toIterable()
          .containsExactly("orchestrator", "orchestrator 2", "clients");
      assertThat(admin.listTopics().names().get()).isEmpty();
    }
  }

  @Test
  void shouldDeleteNothingWhenAJoinedClusterHasTopics() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();

      // when
      int exitCode = bench("throughput", "--join", kafka.bootstrapServers());

      // then
      assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
      assertThat(err.toString()).contains("Expected a cluster without topics", "orders");
      assertThat(admin.listTopics().names().get()).containsExactly("orders");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--in-flight,0",
    "--windows,0",
    "--window,0s",
    "--partitions,0",
    "--in-flight,9999999"
  })
  void shouldRefuseWhenAnOptionMakesNoSense(String option, String value) {
    assertThat(bench("throughput", option, value)).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("Expected ");
  }
}
