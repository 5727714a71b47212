package dev.sagas.comparison.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures an engine; each engine has a subclass with its own options.
 *
 * <ul>
 *   <li>Exit code 0: measured, and the engine's own store agrees with what was counted.
 *   <li>Exit code 1: it could not be done.
 * </ul>
 */
public abstract class ComparisonCommand implements Callable<Integer> {
  @Option(names = "--in-flight", defaultValue = "256", description = "Sagas at a time (256).")
  private int inFlight;

  @Option(names = "--rate", defaultValue = "50", description = "Sagas started per second (50).")
  private int rate;

  @Option(names = "--warm-up", defaultValue = "45", description = "Seconds of warm-up (45).")
  private int warmUpSeconds;

  @Option(names = "--windows", defaultValue = "3", description = "Windows of each series (3).")
  private int windows;

  @Option(names = "--window", defaultValue = "10", description = "Seconds of a window (10).")
  private int windowSeconds;

  @Option(names = "--closed-loops-only", description = "Leave out the open loop.")
  private boolean closedOnly;

  @Option(names = "--report", required = true, description = "Where to write JSON.")
  private Path report;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  protected ComparisonCommand() {}

  /** Starts the engine, ready to run sagas. */
  protected abstract ComparedEngine open() throws Exception;

  @Override
  public final Integer call() throws Exception {
    try (ComparedEngine engine = open()) {
      measure(engine).write(report);
    } catch (LinkageError e) {
      // Ends the process as other failures do, whatever threads the engine has left.
      throw new ComparisonFailure("Expected all classes of the engine to be there", e);
    }
    return 0;
  }

  private ComparisonReport measure(ComparedEngine engine) throws IOException, InterruptedException {
    Map<TripEnd, Long> all = new EnumMap<>(TripEnd.class);
    List<SeriesResult> results = new ArrayList<>();
    AtomicLong numbers = new AtomicLong();
    Duration settling = Duration.ofSeconds(Math.max(2, warmUpSeconds / 10));
    for (Planned planned : plan()) {
      TripLoad load = new TripLoad(engine, planned.pace, planned.end, numbers);
      load.begin();
      Pauses.of(results.isEmpty() ? Duration.ofSeconds(warmUpSeconds) : settling);
      SeriesResult result =
          new SeriesMeter(engine.processes(), load)
              .measure(planned.label, windows, Duration.ofSeconds(windowSeconds));
      load.finish().forEach((end, count) -> all.merge(end, count, Long::sum));
      say(
          "%s, %s: %s sagas/s"
              .formatted(engine.name(), planned.label, result.sagasPerSecond().text(0)));
      results.add(result);
    }
    engine.verify(all);
    say("%s: its store agrees: %s".formatted(engine.name(), all));
    return new ComparisonReport(engine.facts(), results);
  }

  /** A series that is to be measured, called as in {@code saga bench}. */
  private record Planned(String label, Pace pace, TripEnd end) {}

  private List<Planned> plan() {
    Pace first = new Pace.Closed(inFlight);
    Pace second = new Pace.Closed(inFlight);
    Pace third = new Pace.Open(rate);
    List<Planned> plan = new ArrayList<>();
    plan.add(new Planned("completed, " + first.label(), first, TripEnd.COMPLETED));
    plan.add(new Planned("compensated, " + second.label(), second, TripEnd.COMPENSATED));
    if (!closedOnly) {
      plan.add(new Planned(third.label(), third, TripEnd.COMPLETED));
    }
    return plan;
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
