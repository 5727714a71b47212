package dev.sagas.engine.core;

import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepOutcome;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a decision costs a saga with few and with many finished steps. The decision must not cost
 * more than {@value #BOUND} times as much; the checkpoint is shown beside it, because its bytes do
 * grow with the steps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
  private static final double BOUND = 1.5;

  @Param({"10", "200"})
  public int finishedSteps;

  private SagaDecider decider;
  private Optional<SagaState> state;
  private SagaInput reply;
  private DecisionContext context;

  /** Brings a saga to its last step but one. */
  @Setup
  public void prepare() {
    StringBuilder plan = new StringBuilder();
    for (int i = 0; i <= finishedSteps; i++) {
      plan.append('s').append(i).append(' ');
    }
    ScriptedSaga saga = ScriptedSaga.of(plan + "last");
    decider = new SagaDecider(new One(saga));
    context = new DecisionContext(1_000, Duration.ofHours(1), Duration.ofDays(1), 1, 1);
    state = Optional.of(after(Optional.empty(), SagaRun.startInput("data")));
    for (int i = 0; i < finishedSteps; i++) {
      state = Optional.of(after(state, succeeded(i)));
    }
    reply = succeeded(finishedSteps);
  }

  private SagaState after(Optional<SagaState> before, SagaInput input) {
    return ((Decision.Accepted) decider.decide(before, input, context)).state();
  }

  private static SagaInput succeeded(int step) {
    return SagaRun.replyInput(
        SagaRun.command("s" + step, Action.EXECUTE, 1), StepOutcome.SUCCEEDED, "ok");
  }

  private record One(ScriptedSaga saga) implements DefinitionCatalog {
    @Override
    public Optional<ExecutableSaga> find(SagaType type, int version) {
      return Optional.of(saga);
    }

    @Override
    public Optional<ExecutableSaga> newest(SagaType type) {
      return Optional.of(saga);
    }
  }

  /** A success, and the next command. */
  @Benchmark
  public Decision decision() {
    return decider.decide(state, reply, context);
  }

  /** The bytes that are stored. */
  @Benchmark
  public Bytes checkpoint() {
    return CheckpointCodec.encode(Checkpoint.of(state.orElseThrow()));
  }

  /** Runs both and fails if the decision costs too much more with many steps. */
  public static void main(String[] args) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(DecisionBenchmark.class.getName())
                    .forks(2)
                    .warmupIterations(5)
                    .measurementIterations(5)
                    .build())
            .run();
    Map<String, Double> nanos = new TreeMap<>();
    for (RunResult result : results) {
      String steps = result.getParams().getParam("finishedSteps");
      nanos.put(
          result.getPrimaryResult().getLabel() + " " + steps, result.getPrimaryResult().getScore());
    }
    double ratio = nanos.get("decision 200") / nanos.get("decision 10");
    System.out.println(nanos);
    System.out.printf("A decision with 200 finished steps costs %.2f of one with 10%n", ratio);
    if (ratio > BOUND) {
      throw new IllegalStateException("Expected at most " + BOUND + ", but got " + ratio);
    }
  }
}
