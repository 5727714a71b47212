package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.cli.SagaCli;
import dev.sagas.cli.shared.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What holds for all commands alike. */
class SagaCliTest {
  /** Commands that connect, each with what it needs; those of other modules do not connect. */
  static final List<String> CONNECTING =
      List.of(
          "audit",
          "export --jdbc-url=jdbc:h2:mem:none",
          "archive --to=file:///nowhere",
          "claims sweep --store=file:///nowhere",
          "claims verify --store=file:///nowhere",
          "doctor",
          "list",
          "counts",
          "show order-1",
          "watch order-1",
          "why order-1",
          "history order-1",
          "replay order-1",
          "start order-1 --type=order --data=pom.xml",
          "pause order-1 --reason=r",
          "resume order-1 --reason=r",
          "cancel order-1 --reason=r",
          "compensate order-1 --reason=r",
          "retry order-1 --reason=r",
          "skip order-1 --step=s --reason=r",
          "fail order-1 --step=s --reason=r",
          "restart order-1 --step=s --reason=r",
          "edit order-1 --data=pom.xml --reason=r",
          "migrate order-1 --to-version=2 --reason=r",
          "end order-1 --reason=r",
          "signal order-1 seen --record=a.B --data=pom.xml",
          "approve order-1 check",
          "decline order-1 check --reason=r",
          "dead-letters list",
          "topics list",
          "dead-letters redrive --code=X --reason=r --yes",
          "dead-letters discard --code=X --reason=r --yes",
          "definitions check pom.xml",
          "definitions list",
          "definitions show order",
          "definitions graph order",
          "definitions asyncapi order",
          "definitions migrate order --from=1 --to=2 --reason=r");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int saga(String... arguments) {
    return SagaCli.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
    command
        .getSubcommands()
        .forEach(
            (name, subcommand) -> {
              List<String> deeper = new ArrayList<>(path);
              deeper.add(name);
              all.add(deeper);
              collect(subcommand, deeper, all);
            });
  }

  private static List<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    collect(SagaCli.commandLine(), List.of(), all);
    return all;
  }

  private static Stream<String> connecting() {
    return CONNECTING.stream();
  }

  private static String[] with(List<String> path, String option) {
    return Stream.concat(path.stream(), Stream.of(option)).toArray(String[]::new);
  }

  @Test
  void shouldCreateOnlyTheSubcommandThatTheArgumentsName() {
    // given
    Set<String> all = SagaCli.commandLine().getSubcommands().keySet();

    // expect
    assertThat(subcommandsFor("--version")).isEmpty();
    assertThat(subcommandsFor("list", "--help")).containsExactly("list");
    assertThat(all)
        .isEqualTo(subcommandsFor())
        .isEqualTo(subcommandsFor("--help"))
        .isEqualTo(subcommandsFor("--help", "list"))
        .isEqualTo(subcommandsFor("lst"))
        .isEqualTo(subcommandsFor("help", "list"))
        .filteredOn(name -> !Set.of("help", "completion").contains(name))
        .allSatisfy(name -> assertThat(subcommandsFor(name)).containsExactly(name));
  }

  private static Set<String> subcommandsFor(String... arguments) {
    return SagaCli.commandLineFor(arguments).getSubcommands().keySet();
  }

  @Test
  void shouldPrintWhatAShellCompletesFrom() {
    assertThat(saga("completion")).as("%s", err).isZero();
    assertThat(out.toString()).contains("complete -F", "dead-letters", "--schema-registry");
  }

  @Test
  void shouldShowItsOwnHelpWhenAnyCommandIsAskedForIt() {
    assertThat(commands()).hasSizeGreaterThan(25);
    for (List<String> command : commands()) {
      out.getBuffer().setLength(0);
      for (String option : List.of("-h", "--help")) {
        assertThat(saga(with(command, option))).as("%s %s: %s", command, option, err).isZero();
      }
      assertThat(out.toString()).contains("Usage: saga " + String.join(" ", command) + " ");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldSayTheVersionWhereverItIsAskedFor() {
    // some commands of definitions have an option of this name of their own: which version to show
    Set<String> own = Set.of("show", "graph", "asyncapi");
    for (List<String> command : commands()) {
      if (command.size() == 1 || !own.contains(command.get(1))) {
        out.getBuffer().setLength(0);
        assertThat(saga(with(command, "--version"))).as("%s: %s", command, err).isZero();
        assertThat(out.toString()).startsWith("saga ").contains("Java " + Runtime.version());
      }
    }
    out.getBuffer().setLength(0);
    assertThat(saga("-V")).isZero();
    assertThat(out.toString()).startsWith("saga ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lsit --help",
        "--help lsit",
        "lsit",
        "lsit --version",
        "definitions chekc --help",
        "dead-letters lsit -h",
        "list --no-such-option --help"
      })
  void shouldRefuseAnUnknownWordAlsoWhenHelpIsAskedFor(String arguments) {
    // when
    int exitCode = saga(arguments.split(" "));

    // then
    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .containsPattern("(Unmatched argument|Unknown option).*'(lsit|chekc|--no-such-option)'");
  }

  @ParameterizedTest
  @CsvSource({
    "lsit, saga list",
    "sohw order-1, saga show",
    "hsitory order-1, saga history",
    "dead-leters list, saga dead-letters",
    "dead-letters redrvie, saga dead-letters redrive",
    "help lsit, saga list"
  })
  void shouldNameTheCommandThatWasMeant(String arguments, String meant) {
    assertThat(saga(arguments.split(" ", -1))).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("Did you mean: " + meant + "?");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldNotGuessWhenNothingIsSimilar() {
    assertThat(saga("xylophone")).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).doesNotContain("Did you mean");
  }

  @Test
  void shouldShowTheHelpOfACommandByItsName() {
    assertThat(saga("help", "dead-letters", "list")).isZero();
    assertThat(saga("help")).isZero();
    assertThat(out.toString())
        .startsWith("Usage: saga dead-letters list ")
        .contains("Usage: saga [");
  }

  @ParameterizedTest
  @MethodSource("connecting")
  void shouldEndSoonAndNameTheAddressWhenNoBrokerAnswers(String command) {
    // given
    List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
    arguments.add("--bootstrap-server=127.0.0.1:1");
    if (!command.matches("(list|counts|watch|topics|archive|claims).*")
        && !command.startsWith("dead-letters")) {
      arguments.add("--schema-registry=http://127.0.0.1:1");
    }

    // when
    long begin = System.nanoTime();
    int exitCode = saga(arguments.toArray(String[]::new));

    // then
    assertThat(err.toString())
        .startsWith("Expected Kafka's brokers to answer at 127.0.0.1:1, but 127.0.0.1:1: ");
    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
    assertThat(out.toString()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("Kafka's own clients take 20 s and more")
        .isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void shouldNameTheAddressWhenAnOrchestratorGivesUp(@TempDir Path stateDir) {
    // when
    int exitCode =
        saga(
            "orchestrator",
            "--property=bootstrap.servers=127.0.0.1:1",
            "--property=schema.registry.url=http://127.0.0.1:1",
            "--property=kafka.default.api.timeout.ms=700",
            "--property=kafka.request.timeout.ms=500",
            "--property=state.dir=" + stateDir);

    // then
    assertThat(err.toString())
        .startsWith("Expected Kafka's brokers to answer at 127.0.0.1:1, but 127.0.0.1:1: ");
    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
  }

  @Test
  void shouldTryEveryCommandThatConnects() {
    // given
    Set<String> tried = new TreeSet<>();
    for (List<String> command : commands()) {
      String name = String.join(" ", command);
      CONNECTING.stream()
          .filter(tries -> tries.equals(name) || tries.startsWith(name + " "))
          .forEach(tries -> tried.add(name));
    }

    // then: an orchestrator waits for its brokers, and an archive is verified without
    assertThat(commands().stream().map(command -> String.join(" ", command)))
        .filteredOn(name -> !tried.contains(name))
        .containsExactlyInAnyOrder("orchestrator", "new", "help", "completion", "archive verify");
  }
}
