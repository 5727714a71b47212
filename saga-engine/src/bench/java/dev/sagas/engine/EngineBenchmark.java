package dev.sagas.engine;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a saga of three steps costs the engine, from the bytes of its inputs and checkpoints to the
 * bytes of everything it writes, without Kafka and without a store.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
public class EngineBenchmark {
  private SagaRoad road;
  private Engine inline;
  private Engine guarded;
  private Checkpoint checkpoint;
  private Bytes encoded;

  @Setup
  public void prepare() {
    road = new SagaRoad();
    inline = road.inline();
    guarded = road.guarded();
    checkpoint = road.before(SagaRoad.TRANSITIONS - 1).orElseThrow();
    encoded = CheckpointCodec.encode(checkpoint);
  }

  /** All transitions of a saga, decided on the caller's thread. */
  @Benchmark
  public void saga(Blackhole hole) {
    for (int i = 0; i < SagaRoad.TRANSITIONS; i++) {
      hole.consume(road.handle(inline, i));
    }
  }

  /** The same as in production: functions that do not return are given up. */
  @Benchmark
  public void guardedSaga(Blackhole hole) {
    for (int i = 0; i < SagaRoad.TRANSITIONS; i++) {
      hole.consume(road.handle(guarded, i));
    }
  }

  /** Reading the four inputs. */
  @Benchmark
  public void read(Blackhole hole) {
    for (int i = 0; i < SagaRoad.TRANSITIONS; i++) {
      hole.consume(road.read(i));
    }
  }

  /** Reading one checkpoint, its digest included. */
  @Benchmark
  public Checkpoint decodeCheckpoint() {
    return CheckpointCodec.decode(encoded.array());
  }

  /** Writing one checkpoint. */
  @Benchmark
  public Bytes encodeCheckpoint() {
    return CheckpointCodec.encode(checkpoint);
  }

  /** Runs all with the bytes that each allocates. */
  public static void main(String[] args) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(EngineBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
