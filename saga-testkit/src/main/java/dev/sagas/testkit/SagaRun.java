package dev.sagas.testkit;

import dev.sagas.definition.SignalStep;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import dev.sagas.schema.SagaOutcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A saga under test: drives it, and gives access to its state.
 *
 * <ul>
 *   <li>Each method that drives the saga runs it as far as possible: until it has ended, or waits
 *       for a time, a signal or an operator. Time advances automatically while a participant owes
 *       an answer, so that time-outs and further attempts need no code; it does not advance for
 *       sleeps and for signals that are not scripted.
 *   <li>All information is from the checkpoint, the journal and the participants' books.
 *   <li>For one thread.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class SagaRun<D extends SpecificRecord> {
  private final World<D> world;
  private int operations;

  SagaRun(World<D> world) {
    this.world = world;
  }

  /** Advances the time. */
  public SagaRun<D> advance(Duration time) {
    world.advance(time.toMillis());
    return this;
  }

  /**
   * Advances the time until the saga has ended, or waits for something that does not happen
   * automatically. Late replies have arrived by then.
   */
  public SagaRun<D> runToEnd() {
    world.drain();
    return this;
  }

  /**
   * Sends a signal. An early signal is kept until its step waits for it.
   *
   * @throws IllegalArgumentException if no step waits for such a signal
   */
  public SagaRun<D> signal(String name, SpecificRecord signal) {
    SignalStep<D> step = world.setting().deployment().steps().signal(name);
    SignalScript.requireFit(step, signal);
    world.network().signal(step.signal(), signal);
    world.settle();
    return this;
  }

  /**
   * Gives an approval.
   *
   * @param signal its name: that of the step, unless the definition names another
   * @throws IllegalArgumentException if no approval waits for that signal
   */
  public SagaRun<D> approve(String signal, String decidedBy) {
    return signal(signal, SignalScript.decision(true, decidedBy, null));
  }

  /**
   * Declines an approval.
   *
   * @param signal its name: that of the step, unless the definition names another
   * @throws IllegalArgumentException if no approval waits for that signal
   */
  public SagaRun<D> decline(String signal, String decidedBy, String reason) {
    return signal(signal, SignalScript.decision(false, decidedBy, reason));
  }

  /** What an operator can do to the saga. */
  public SagaOperator<D> operator(String actor) {
    return new SagaOperator<>(this, world, actor);
  }

  String nextOperationId() {
    operations++;
    return "operation-" + operations;
  }

  /** The saga's id. */
  public String id() {
    return world.setting().id().value();
  }

  /** Virtual time. */
  public Instant now() {
    return Instant.ofEpochMilli(world.nowMs());
  }

  /** The saga's status. */
  public SagaStatus status() {
    return state().status();
  }

  /** True if the saga has ended. */
  public boolean hasEnded() {
    return status().isTerminal();
  }

  /** The outcome as it is in its topic; empty while the saga lives. */
  public Optional<SagaOutcome> outcome() {
    return world.outcome();
  }

  /**
   * The code of why the saga turned back, such as that of the rejected step; empty if it did not.
   */
  public Optional<String> reasonCode() {
    return outcome().isPresent()
        ? outcome().map(SagaOutcome::getReasonCode)
        : state().unwind().map(UnwindReason::code);
  }

  /** A copy of the saga's data, as it is now or was at the end. */
  public D data() {
    Class<D> type = world.setting().deployment().saga().dataClass();
    return world
        .setting()
        .deployment()
        .decode(MemoryDeployment.TOPICS.requests(), dataBytes(), type);
  }

  private byte[] dataBytes() {
    ByteBuffer atEnd = outcome().map(SagaOutcome::getData).orElse(null);
    if (atEnd == null) {
      return state().data().array();
    }
    byte[] bytes = new byte[atEnd.remaining()];
    atEnd.duplicate().get(bytes);
    return bytes;
  }

  /** Why the saga waits; empty if it has ended. */
  public List<WaitReason> waitReasons() {
    return WaitReasons.of(state());
  }

  /** Every command that was sent, in order, including retries. */
  public List<RecordedCommand> commands() {
    return world.network().commands().stream().map(Command::recorded).toList();
  }

  /** Every command of that record that was sent, in order, including retries. */
  public <C extends SpecificRecord> List<C> commands(Class<C> type) {
    return commands().stream()
        .map(RecordedCommand::record)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** The steps that succeeded, in order; local steps, sleeps and waits included. */
  public List<String> succeeded() {
    return names(world.summary().succeeded());
  }

  /** The steps that a command has undone, in order. */
  public List<String> undone() {
    return names(world.summary().undone());
  }

  private static List<String> names(List<StepName> steps) {
    return steps.stream().map(StepName::value).toList();
  }

  /** The steps whose effects participants have now, in the order in which they happened. */
  public List<String> effects() {
    return world.network().effects().steps();
  }

  /** The inputs that changed nothing, each as {@code CODE: why}. */
  public List<String> ignored() {
    return world.ignored().stream().map(none -> none.code() + ": " + none.message()).toList();
  }

  /** What happened, line by line, for a person; without the content of records. */
  public List<String> history() {
    return world.history().lines();
  }

  SagaState state() {
    return world.state();
  }

  /** An error with the saga's history, caused by what a function of the definition threw last. */
  SagaTestError failure(String message) {
    List<Throwable> thrown = world.setting().deployment().repeats().thrown();
    String full = message + "\n" + this;
    return thrown.isEmpty()
        ? new SagaTestError(full)
        : new SagaTestError(full, thrown.get(thrown.size() - 1));
  }

  World<D> world() {
    return world;
  }

  /** The saga's state and what happened. */
  @Override
  public String toString() {
    return "Saga %s %s is %s%s\n%s"
        .formatted(
            world.setting().deployment().saga().type(),
            id(),
            status(),
            waiting(),
            String.join("\n", history()));
  }

  private String waiting() {
    List<String> reasons = waitReasons().stream().map(WaitReason::text).toList();
    return reasons.isEmpty() ? "" : ", waits for " + String.join(" and ", reasons);
  }
}
