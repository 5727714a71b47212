package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.cli.SagaCli;
import dev.sagas.cli.shared.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What every command that connects does when what accepts its connections says nothing, as a broker
 * or an orchestrator that hangs does. All run at once, because each waits for its whole limit.
 */
class SilentAddressTest {
  private static final Pattern LIMIT = Pattern.compile("within ([0-9]+) ms");

  private static final CommandLine ALL = SagaCli.commandLine();

  /** A busy machine may take much of it: what the limit is, the message says. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Path data;
  private ServerSocket silent;

  /** Which address the commands are given. */
  enum Address {
    BROKERS {
      @Override
      boolean fits(CommandLine command) {
        return true;
      }

      @Override
      String option(String hostPort) {
        return "--bootstrap-server=" + hostPort;
      }
    },
    SERVER {
      @Override
      boolean fits(CommandLine command) {
        return command.getCommandSpec().findOption("--server") != null;
      }

      @Override
      String option(String hostPort) {
        return "--server=http://" + hostPort;
      }
    };

    abstract boolean fits(CommandLine command);

    abstract String option(String hostPort);
  }

  private record Ended(String command, int exitCode, String out, String err, Duration took) {}

  @BeforeEach
  void listen() throws IOException {
    data = Files.writeString(folder.resolve("data.json"), "{}");
    silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    silent.close();
  }

  private String hostPort() {
    return "127.0.0.1:" + silent.getLocalPort();
  }

  private static Ended run(String command, List<String> more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
    arguments.addAll(more);
    long begin = System.nanoTime();
    int exitCode =
        SagaCli.commandLineFor(arguments.toArray(String[]::new))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return new Ended(command, exitCode, out.toString(), err.toString(), took);
  }

  private static CommandLine named(String words) {
    CommandLine command = ALL;
    for (String word : words.split(" ", -1)) {
      CommandLine below = command.getSubcommands().get(word);
      if (below == null) {
        return command;
      }
      command = below;
    }
    return command;
  }

  /** A command, with the options that lead it to an address. */
  private record Trial(String command, List<String> options) {}

  private List<Trial> trials(Address address) {
    return SagaCliTest.CONNECTING.stream()
        .filter(words -> address.fits(named(words)))
        .map(
            words ->
                new Trial(
                    words.replace("pom.xml", data.toString()),
                    Stream.concat(
                            Stream.of(address.option(hostPort())),
                            named(words).getCommandSpec().findOption("--schema-registry") == null
                                ? Stream.of()
                                : Stream.of("--schema-registry=http://127.0.0.1:1"))
                        .toList()))
        .toList();
  }

  private static List<Ended> runAll(List<Trial> trials) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(trials.size());
    try {
      List<Future<Ended>> running =
          trials.stream()
              .map(trial -> threads.submit(() -> run(trial.command(), trial.options())))
              .toList();
      List<Ended> all = new ArrayList<>();
      for (Future<Ended> each : running) {
        all.add(each.get(2, TimeUnit.MINUTES));
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldEndWithinTheirLimitAndNameTheAddress() throws Exception {
    // given
    List<Trial> trials = new ArrayList<>(trials(Address.BROKERS));
    assertThat(trials).hasSameSizeAs(SagaCliTest.CONNECTING);
    trials.addAll(trials(Address.SERVER));

    // when
    List<Ended> all = runAll(trials);

    // then
    assertThat(all)
        .hasSizeGreaterThan(50)
        .allSatisfy(
            ended -> {
              assertThat(ended.err()).startsWith("Expected ").contains("answer at ", hostPort());
              assertThat(limit(ended)).as(ended.err()).isBetween(1, 5_000);
              assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
              assertThat(ended.out()).isEmpty();
              assertThat(ended.took()).isLessThan(PATIENCE);
            });
  }

  private static int limit(Ended ended) {
    Matcher limit = LIMIT.matcher(ended.err());
    return limit.find() ? Integer.parseInt(limit.group(1)) : -1;
  }

  @Test
  void shouldNameTheAddressAtOnceWhenTheServerRefuses() throws Exception {
    // given
    String refusing = hostPort();
    silent.close();

    // when
    List<Ended> all = runAll(trials(Address.SERVER));

    // then
    assertThat(all)
        .allSatisfy(
            ended -> {
              assertThat(ended.err())
                  .startsWith("Expected an orchestrator to answer at http://" + refusing)
                  .contains("it cannot be reached");
              assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
              assertThat(ended.out()).isEmpty();
            });
  }
}
