package dev.sagas.dev.simulate;

import dev.sagas.cli.shared.SagaSubcommand;
import java.io.PrintWriter;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the simulator; needs no Kafka. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs random sagas through the engine in a world full of faults, and checks "
          + "the invariants after every record. Needs no Kafka.",
      "Exit code: 0 all invariants held, 1 violations, 2 could not be done."
    })
public final class SimulateCommand implements SagaSubcommand {
  @Option(
      names = "--sagas",
      defaultValue = "20000",
      paramLabel = "N",
      description = "How many sagas (default: ${DEFAULT-VALUE}).")
  private int sagas;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "Seed of all randomness: the same seed gives the same run (default: " + "random).")
  private @Nullable Long seed;

  @Option(
      names = "--only",
      paramLabel = "I",
      description = "Run only the saga with this number, exactly as it runs among the others.")
  private @Nullable Integer only;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  @Spec private CommandSpec spec;

  /** How the report is written. */
  enum Output {
    table,
    json
  }

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public SimulateCommand() {}

  @Override
  public Integer call() {
    SimulationConfig config = config();
    // A run that does not come to its report can be repeated all the same.
    spec.commandLine().getErr().println("seed " + config.seed());
    spec.commandLine().getErr().flush();
    SimulationReport report = Simulator.run(config);
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table -> SimulationTable.lines(report).forEach(out::println);
      case json -> out.println(SimulationJson.of(report));
    }
    out.flush();
    return report.isClean() ? 0 : 1;
  }

  private SimulationConfig config() {
    long chosen = seed == null ? new SplittableRandom().nextLong(1, Integer.MAX_VALUE) : seed;
    try {
      SimulationConfig config = SimulationConfig.of(sagas, chosen);
      return only == null ? config : config.withOnly(only);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
