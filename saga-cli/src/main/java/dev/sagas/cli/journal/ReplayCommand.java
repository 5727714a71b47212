package dev.sagas.cli.journal;

import dev.sagas.cli.shared.ArchiveOption;
import dev.sagas.cli.shared.Converters;
import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.ProgressBar;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.cli.shared.RegistryOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.cli.shared.Screen;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.NotRebuildableException;
import dev.sagas.engine.journal.Rebuilt;
import dev.sagas.engine.journal.RecordedHistory;
import dev.sagas.engine.journal.Replay;
import dev.sagas.engine.journal.ReplayListener;
import dev.sagas.engine.journal.ReplayPoint;
import dev.sagas.engine.journal.ReplayQuery;
import dev.sagas.engine.journal.Unbuildable;
import dev.sagas.operate.query.Payloads;
import dev.sagas.protocol.SagaId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rebuilds sagas from the journal; changes nothing. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Rebuilds sagas from the journal alone, in their current state or in any past state, or "
          + "shows what changed between two points. A single saga is shown as by saga "
          + "show, several get two lines each.",
      "Exit code: 0 done, 1 no such saga or point, or not everything can be rebuilt, 2 could not be"
          + " done."
    })
public final class ReplayCommand implements SagaSubcommand {
  private static final int MAX_TOLD = 10;

  @Mixin private ReplayChoice choice;

  @Option(
      names = "--diff",
      arity = "2",
      paramLabel = "POINT",
      description =
          "Show what changed in one saga between two points, each a revision or an instant.")
  private List<String> diff = List.of();

  @Option(names = "--data", description = "Show the saga's data too; always done for --diff.")
  private boolean data;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description =
          "Write the journal of the sagas, including payloads, to this file, in the form that "
              + "tests of their definition read, and show nothing.")
  private @Nullable Path export;

  @Option(
      names = "--output",
      defaultValue = "table",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). Several sagas are one line of JSON"
              + " each; avro is an object container file of checkpoints.")
  private ReplayOutput output;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to this file (default: standard output).")
  private @Nullable Path file;

  @Mixin private DeploymentOptions options;

  @Mixin private RegistryOptions registry;

  @Mixin private ArchiveOption archive;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    try {
      if (export == null && diff.isEmpty()) {
        ReplayQuery query = choice.query(); // what is wrong with it is said before anyone is asked
        return replay(deployment(), query);
      }
      Deployment deployment = deployment();
      return export != null ? export(deployment, export) : compare(deployment);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (NotRebuildableException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private Deployment deployment() throws IOException {
    return archive.over(registry.deployment(options));
  }

  private int replay(Deployment deployment, ReplayQuery query) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Told told = new Told();
    try (Payloads payloads = Payloads.open(deployment);
        Destination destination = destination();
        StateWriter writer = writer(destination, payloads);
        ProgressBar bar = ProgressBar.onTerminal(err)) {
      Replay.run(deployment, query, told.listener(writer, bar));
    }
    told.faults.forEach(err::println);
    if (told.unbuildable > told.faults.size()) {
      err.println("… and " + (told.unbuildable - told.faults.size()) + " more");
    }
    return told.unbuildable == 0 ? 0 : ExitCodes.FAULT;
  }

  /** What the replay has printed so far. */
  private static final class Told {
    private final List<String> faults = new ArrayList<>();
    private long unbuildable;

    ReplayListener listener(StateWriter writer, ProgressBar bar) {
      return new ReplayListener() {
        @Override
        public void rebuilt(Rebuilt run) {
          writer.write(run);
        }

        @Override
        public void unbuildable(Unbuildable run) {
          unbuildable++;
          if (faults.size() < MAX_TOLD) {
            faults.add(run.reason());
          }
        }

        @Override
        public void progress(long records, long of) {
          bar.at(records, of);
        }
      };
    }
  }

  private Destination destination() {
    return new Destination(Optional.ofNullable(file), spec.commandLine().getOut());
  }

  private StateWriter writer(Destination to, Payloads payloads) throws IOException {
    Optional<Payloads> decoder = data ? Optional.of(payloads) : Optional.empty();
    return switch (output) {
      case avro -> StateWriter.avro(to.bytes());
      case json -> StateWriter.json(to.text(), decoder, choice.isSingle());
      case table ->
          choice.isSingle()
              ? StateWriter.page(to.text(), decoder)
              : StateWriter.rows(to.text(), Screen.of(System.getenv()));
    };
  }

  private int export(Deployment deployment, Path to) throws IOException {
    Set<SagaId> sagas = choice.ids("--export");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      RecordedHistory.export(deployment, sagas, out);
    } catch (NotRebuildableException e) {
      Files.deleteIfExists(to);
      throw e;
    }
    return 0;
  }

  private int compare(Deployment deployment) throws IOException {
    Replay.Pair pair =
        Replay.pair(
            deployment,
            choice.single("--diff"),
            choice.run(),
            diff.stream().map(ReplayCommand::point).toList());
    try (Payloads payloads = Payloads.open(deployment);
        Destination destination = destination()) {
      PrintWriter out = destination.text();
      StateDiff changes = StateDiff.of(pair, payloads);
      switch (output) {
        case table -> changes.lines(Screen.of(System.getenv())).forEach(out::println);
        case json -> out.println(changes.json());
        case avro -> throw new IllegalArgumentException("Expected table or json with --diff");
      }
    }
    return 0;
  }

  private static ReplayPoint point(String text) {
    return text.matches("\\d{1,18}")
        ? ReplayPoint.revision(Long.parseLong(text))
        : ReplayPoint.at(Converters.instant(text));
  }
}
