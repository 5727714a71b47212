package dev.sagas.testkit;

import dev.sagas.engine.Engine;
import dev.sagas.engine.FiredTimer;
import dev.sagas.engine.Outcome;
import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.Refusal;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Deadlines;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.Parked;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;

/**
 * The store of one saga around the engine that runs in production: holds the saga as the bytes of
 * its checkpoint, and what waits for its start.
 *
 * <ul>
 *   <li>At each transition the checkpoint is read back, and the journal's entry replayed: both must
 *       give the decided state.
 * </ul>
 *
 * @param <D> the saga's data
 */
final class MemoryEngine<D extends SpecificRecord> {
  private final MemoryDeployment<D> deployment;
  private int life;
  private Engine engine;
  private Optional<Bytes> stored = Optional.empty();
  private Optional<Checkpoint> checkpoint = Optional.empty();
  private Parked parked = Parked.held();
  private final List<Delivery> waiting = new ArrayList<>();

  MemoryEngine(MemoryDeployment<D> deployment) {
    this.deployment = deployment;
    this.engine = deployment.engine(0);
  }

  /** The saga, once it has started. */
  Optional<SagaState> state() {
    return checkpoint.map(Checkpoint::state);
  }

  /**
   * When the saga's timer rings and has something to do, epoch ms; never for one that has ended.
   */
  OptionalLong nextDue() {
    Optional<SagaState> live = state().filter(known -> !known.status().isTerminal());
    OptionalLong due = live.map(Deadlines::nextDue).orElse(OptionalLong.empty());
    OptionalLong timer = checkpoint.map(Checkpoint::timerAtMs).orElse(OptionalLong.empty());
    return due.isPresent()
        ? OptionalLong.of(Math.max(due.getAsLong(), timer.orElse(0)))
        : OptionalLong.empty();
  }

  /** What becomes of a record; changes nothing. */
  Outcome handle(SagaInput input, ReceivedInput received) {
    return checked(engine.handle(checkpoint, input, received));
  }

  /** What becomes of the saga's timer, which rings; changes nothing. */
  Outcome ring(SagaId id, long nowMs) {
    Optional<Checkpoint> ringing = state().map(Checkpoint::of);
    return checked(
        engine.handle(
            ringing,
            new SagaInput.TimerDue(id),
            new FiredTimer(MemoryDeployment.PARTITION, nowMs)));
  }

  private Outcome checked(Outcome outcome) {
    outcome
        .asWrite()
        .ifPresent(
            write -> {
              requireReplay(write);
              requireRestart(write);
            });
    return outcome;
  }

  private void requireReplay(Outcome.Write write) {
    SagaState after = write.checkpoint().state();
    byte[] entry =
        write.outputs().stream()
            .filter(output -> output.record().topic().equals(MemoryDeployment.TOPICS.journal()))
            .findFirst()
            .orElseThrow()
            .record()
            .value()
            .array();
    List<SagaEvent> events = deployment.journal().decode(entry).events();
    SagaState replayed =
        SagaEvolver.evolve(state(), events, after.updatedAtMs()).withChain(after.chain());
    if (!replayed.equals(after)) {
      throw new IllegalStateException(
          "Expected the replayed journal to give the state of saga " + after.identity().id());
    }
  }

  private static void requireRestart(Outcome.Write write) {
    if (!CheckpointCodec.decode(write.encoded().array()).equals(write.checkpoint())) {
      throw new IllegalStateException(
          "Expected the checkpoint to give the state of saga "
              + write.checkpoint().state().identity().id());
    }
  }

  /** Stores a checkpoint. */
  void store(Checkpoint written, Bytes encoded) {
    checkpoint = Optional.of(written);
    stored = Optional.of(encoded);
  }

  /** Keeps a record until its saga starts; says how it is refused if a bound forbids it (R2a). */
  Optional<Outcome> park(Delivery delivery, ReceivedInput received) {
    long untilMs = received.nowMs() + deployment.limits().engine().parking().retention().toMillis();
    SagaId id = delivery.saga();
    Parked more = (waiting.isEmpty() ? Parked.until(untilMs) : parked).with(received.parked());
    if (engine.outputLimits().parkable(id, more).isEmpty()) {
      return Optional.of(engine.refuse(Refusal.tooManyWait(id), received));
    }
    parked = more;
    waiting.add(delivery);
    return Optional.empty();
  }

  /** Takes out what waited for the saga's start. */
  List<Delivery> takeParked() {
    List<Delivery> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /** Starts again, with nothing but what is stored. */
  void restart() {
    life++;
    engine = deployment.engine(life);
    checkpoint = stored.map(bytes -> CheckpointCodec.decode(bytes.array()));
  }
}
