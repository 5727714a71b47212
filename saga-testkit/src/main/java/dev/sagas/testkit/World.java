package dev.sagas.testkit;

import dev.sagas.engine.Outcome;
import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.core.Deadlines;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Inbound;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.schema.SagaOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;

/**
 * One saga in a world of its own: its orchestrator, its participants and what goes between them, in
 * virtual time.
 *
 * @param <D> the saga's data
 */
final class World<D extends SpecificRecord> {
  /** How long a reply takes. */
  static final long LATENCY_MS = 1;

  /** How long an orchestrator that has died is away. */
  private static final long DOWNTIME_MS = 5_000;

  private static final int MAX_HAPPENINGS = 50_000;

  private final Setting<D> setting;
  private final InboundReader reader;
  private final MemoryEngine<D> engine;
  private final Timeline timeline;
  private final History history;
  private final SimulatedNetwork network;
  private final RunSummary summary = new RunSummary();
  private final List<Outcome.Reason> ignored = new ArrayList<>();
  private Optional<SagaOutcome> outcome = Optional.empty();
  private long upAtMs;

  World(Setting<D> setting, Faults faults) {
    this.setting = setting;
    this.reader = setting.deployment().reader();
    this.engine = new MemoryEngine<>(setting.deployment());
    this.timeline = new Timeline(setting.start().toEpochMilli());
    this.history = new History(setting.start().toEpochMilli());
    this.network = new SimulatedNetwork(setting, faults, timeline, history);
    network.deliverTo(this::receive);
  }

  Setting<D> setting() {
    return setting;
  }

  SimulatedNetwork network() {
    return network;
  }

  RunSummary summary() {
    return summary;
  }

  History history() {
    return history;
  }

  long nowMs() {
    return timeline.nowMs();
  }

  /** Inputs that changed nothing, in order. */
  List<Outcome.Reason> ignored() {
    return ignored;
  }

  Optional<SagaOutcome> outcome() {
    return outcome;
  }

  /** The saga's outcome is published. */
  void publish(SagaOutcome published) {
    outcome = Optional.of(published);
  }

  MemoryEngine<D> engine() {
    return engine;
  }

  Timeline timeline() {
    return timeline;
  }

  /** The saga as its checkpoint says. */
  SagaState state() {
    return engine
        .state()
        .orElseThrow(
            () ->
                new SagaTestError(
                    "Expected saga "
                        + setting.id()
                        + " to start, but "
                        + (ignored.isEmpty() ? "nothing came of it" : ignored.get(0).message())));
  }

  /** Lets everything happen that comes without letting time pass on purpose. */
  void settle() {
    while (isBusy()) {
      if (!step(Long.MAX_VALUE)) {
        return;
      }
    }
  }

  /** True while a reply, another attempt or a signal is in flight. */
  private boolean isBusy() {
    return timeline.hasPrompt() || engine.state().filter(World::awaitsAnswer).isPresent();
  }

  private static boolean awaitsAnswer(SagaState state) {
    return !state.status().isTerminal()
        && !state.isFrozen()
        && state.steps().open().stream()
            .filter(step -> step.dueAtMs().isPresent())
            .anyMatch(step -> step.status().isExecuting() || step.status().isUndoing());
  }

  /** Lets that much time pass, and everything happen meanwhile. */
  void advance(long ms) {
    long untilMs = timeline.nowMs() + ms;
    boolean moved = true;
    while (moved) {
      moved = step(untilMs);
    }
    timeline.passTo(untilMs);
    settle();
  }

  /** Lets everything happen that comes, however long it takes. */
  void drain() {
    boolean moved = true;
    while (moved) {
      moved = step(Long.MAX_VALUE) || network.releaseOvertaken();
    }
  }

  /**
   * Lets the next thing happen, unless it is after that time. Records that came are read before a
   * timer that is due rings (R6a).
   */
  private boolean step(long untilMs) {
    requireBound();
    OptionalLong due = engine.nextDue();
    Optional<Long> next = timeline.nextMs();
    long ringsMs = Math.max(due.orElse(Long.MAX_VALUE), upAtMs);
    boolean rings = due.isPresent() && next.filter(planned -> planned <= ringsMs).isEmpty();
    if (rings && ringsMs <= untilMs) {
      timeline.passTo(ringsMs);
      fireTimer();
      return true;
    }
    if (!rings && next.isPresent() && next.get() <= untilMs) {
      timeline.runNext();
      return true;
    }
    return false;
  }

  private void requireBound() {
    if (network.happenings().size() > MAX_HAPPENINGS) {
      throw new SagaTestError(
          "Expected saga "
              + setting.id()
              + " to come to rest within "
              + MAX_HAPPENINGS
              + " records and timers, but it does not");
    }
  }

  /** The input that was delivered. */
  private record Delivered(Delivery delivery) implements Inbound.Visitor<SagaInput> {
    @Override
    public SagaInput input(Inbound.Input read) {
      return read.input();
    }

    @Override
    public SagaInput unreadable(Inbound.Unreadable read) {
      throw new SagaTestError(
          "Expected the " + delivery.text() + " to be readable, but " + read.message());
    }
  }

  void receive(Delivery delivery) {
    if (timeline.nowMs() < upAtMs) {
      network.again(delivery, upAtMs - timeline.nowMs());
      return;
    }
    SagaInput input = reader.read(delivery.record()).accept(new Delivered(delivery));
    ReceivedInput received = delivery.received(timeline.nowMs());
    FaultPoint happening = delivery.happening();
    Outcome handled = engine.handle(input, received);
    if (!apply(handled, happening, () -> park(delivery, received))) {
      network.again(delivery, DOWNTIME_MS);
    }
  }

  private void fireTimer() {
    FaultPoint timer = network.happen(FaultPoint.Kind.TIMER, Optional.empty(), timer(state()));
    apply(engine.ring(setting.id(), timeline.nowMs()), timer, () -> {});
  }

  /** Whose timer rings. */
  private static String timer(SagaState state) {
    OptionalLong due = Deadlines.nextDue(state);
    return state.steps().open().stream()
        .filter(step -> step.dueAtMs().isPresent() && step.dueAtMs().equals(due))
        .findFirst()
        .map(step -> "timer of step " + step.name() + ", which is " + step.status())
        .orElse("timer of the saga's deadline");
  }

  /** Does what becomes of an input; false if the orchestrator died before it committed. */
  private boolean apply(Outcome handled, FaultPoint happening, Runnable park) {
    if (network.strikes(happening, FaultKind.CRASH_BEFORE_COMMIT)) {
      crash();
      return false;
    }
    network.releaseOvertaken();
    handled.accept(new Committer<>(this, happening, park)).run();
    if (network.strikes(happening, FaultKind.CRASH_AFTER_COMMIT)) {
      crash();
    }
    return true;
  }

  /** Keeps a record that came before the saga's start, within bounds (R2a). */
  private void park(Delivery delivery, ReceivedInput received) {
    FaultPoint happening = delivery.happening();
    Optional<Outcome> refused = engine.park(delivery, received);
    if (refused.isPresent()) {
      refused.get().accept(new Committer<>(this, happening, () -> {})).run();
    } else {
      told(happening, " nothing yet: it waits for the start");
    }
  }

  /** Writes down what came of something that happened. */
  void told(FaultPoint happening, String text) {
    history.told(timeline.nowMs(), "on #" + happening.number() + text);
  }

  private void crash() {
    engine.restart();
    upAtMs = timeline.nowMs() + DOWNTIME_MS;
  }
}
