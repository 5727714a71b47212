package dev.sagas.samples.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.audit.AuditReport;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.client.SagaClient;
import dev.sagas.samples.order.OrderBooks;
import dev.sagas.samples.order.SampleOrder;
import dev.sagas.samples.order.SampleOrder.Expected;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs orders through the sample services and proves that each ended as it should. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs orders through five services and proves that each ended as it should.",
      "Starts a broker, a schema registry, an orchestrator, the services and the bank that "
          + "they call in this process, with their data in a directory; on the same "
          + "directory it continues where it was. With --bootstrap-server it uses a "
          + "running deployment.",
      "Exit codes: 0 all as expected, 1 something is not as expected, 2 it could not be done."
    })
public final class DemoCommand implements SagaSubcommand {
  private static final int MAX_EXAMINED = 100;

  @Mixin private final OrderSource source = new OrderSource();

  @ArgGroup(exclusive = false, heading = "Options for a running deployment:%n")
  private final RemoteOptions remote = new RemoteOptions();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where all data is kept (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("saga-data");

  @Option(
      names = "--hold",
      description = "Keep running after the report, with the web UI, until interrupted.")
  private boolean hold;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "table or json (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.table;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "How many sagas run at a time (default: ${DEFAULT-VALUE}).")
  private int maxInFlight = 100;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "Give up if no saga ends for this long (default: ${DEFAULT-VALUE}).")
  private int patienceSeconds = 120;

  @Option(names = "--verbose", description = "Show the logs of all parts.")
  private boolean verbose;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandLine.Model.CommandSpec spec;

  /** How the report is written. */
  @SuppressWarnings("java:S115") // the names are what the user types
  enum OutputFormat {
    table,
    json
  }

  @Override
  public Integer call() throws InterruptedException, SQLException, IOException {
    if (maxInFlight < 1 || patienceSeconds < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--in-flight and --patience must be at least 1");
    }
    if (!verbose) {
      show("dev.sagas", Level.WARN);
      show("org.apache.kafka", Level.ERROR);
      show("kafka", Level.ERROR);
      // Warns when a transaction's second batch overtakes its first; the producer sends it again.
      show("kafka.server.ReplicaManager", Level.OFF);
    }
    List<SampleOrder> orders = source.read();
    Progress progress = new Progress(spec.commandLine().getErr());
    try (DemoEnvironment environment = start(progress)) {
      Runtime.getRuntime().addShutdownHook(new Thread(environment::close, "demo-stop"));
      DemoReport report = run(orders, environment, progress);
      print(report, environment);
      if (hold) {
        environment.webUi().ifPresent(address -> progress.say("web UI " + address));
        progress.say("holding: " + environment.clientSettings() + "; interrupt to stop");
        new CountDownLatch(1).await();
      }
      return report.isAsExpected() ? 0 : 1;
    }
  }

  /** If another logging library is used, it keeps its own levels. */
  private static void show(String name, Level level) {
    if (LoggerFactory.getLogger(name) instanceof Logger logger) {
      logger.setLevel(level);
    }
  }

  private DemoEnvironment start(Progress progress) {
    Optional<RemoteEnvironment.Address> address = remote.address();
    if (address.isPresent()) {
      return RemoteEnvironment.connect(address.get());
    }
    progress.say("data is in " + dataDir.toAbsolutePath());
    return EmbeddedEnvironment.start(dataDir, hold, progress::say);
  }

  private DemoReport run(List<SampleOrder> orders, DemoEnvironment environment, Progress progress)
      throws InterruptedException, SQLException {
    OrderRun run = new OrderRun(orders, maxInFlight, count -> progress.ended(count, orders.size()));
    Duration patience = Duration.ofSeconds(patienceSeconds);
    try (OutcomeTail tail = OutcomeTail.open(environment, run::ended);
        SagaClient client =
            SagaClient.connect(environment.clientSettings(), environment.topics())) {
      tail.readPast();
      progress.say(
          String.format(Locale.ROOT, "submitting %d orders", orders.size() - run.endedCount()));
      boolean ended = run.submitAll(client, patience) && run.awaitEnd(patience);
      if (!ended) {
        progress.say("gave up: no saga ended for " + patienceSeconds + " s");
      }
    }
    RunResult result = run.result();
    progress.say("checking the books and auditing the journal");
    Journal journal = Journal.of(environment);
    Optional<OrderBooks.Report> books = Optional.empty();
    if (environment.books().isPresent()) {
      books = Optional.of(environment.books().get().check(orders));
    }
    return new DemoReport(result, incidents(result, journal), problems(journal.audit()), books);
  }

  private static long incidents(RunResult result, Journal journal) {
    return result.orders().stream()
        .filter(order -> order.outcome().isEmpty())
        .limit(MAX_EXAMINED)
        .filter(order -> journal.hasIncident(order.order().sagaId()))
        .count();
  }

  private static List<String> problems(AuditReport report) {
    List<String> problems = new ArrayList<>();
    report
        .violations()
        .forEach(
            violation ->
                problems.add(
                    "%s %s %s"
                        .formatted(
                            violation.code(),
                            violation.saga().map(Object::toString).orElse("-"),
                            violation.message())));
    return problems;
  }

  private void print(DemoReport report, DemoEnvironment environment) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (output == OutputFormat.json) {
      out.println(new ObjectMapper().writeValueAsString(report.toJson()));
    } else {
      showCase(report.run()).ifPresent(order -> printTimeline(order, environment, out));
      ReportText.of(report).forEach(out::println);
    }
    out.flush();
  }

  /** The compensated order with the longest history. */
  private static Optional<SampleOrder> showCase(RunResult run) {
    return run.orders().stream()
        .filter(order -> order.outcome().isPresent())
        .map(RunResult.Order::order)
        .filter(order -> order.expected() == Expected.COMPENSATED)
        .max(
            Comparator.comparing(SampleOrder::because)
                .thenComparing(SampleOrder::orderId, Comparator.reverseOrder()));
  }

  private static void printTimeline(
      SampleOrder order, DemoEnvironment environment, PrintWriter out) {
    out.println("How " + order.orderId() + " was undone (" + order.because().reasonCode() + "):");
    Journal.of(environment).timeline(order.sagaId()).forEach(line -> out.println("  " + line));
    out.println();
  }
}
