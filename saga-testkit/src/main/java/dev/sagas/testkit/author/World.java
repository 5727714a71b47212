package dev.sagas.testkit.author;

import dev.sagas.orchestrator.core.Deadlines;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.engine.Delivery;
import dev.sagas.orchestrator.engine.Outcome;
import dev.sagas.orchestrator.wire.Inbound;
import dev.sagas.orchestrator.wire.InboundReader;
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
  private final Mail mail;
  private final Story story = new Story();
  private final List<Outcome.Reason> ignored = new ArrayList<>();
  private Optional<SagaOutcome> outcome = Optional.empty();
  private long upAtMs;

  World(Setting<D> setting, Faults faults) {
    this.setting = setting;
    this.reader = setting.deployment().reader();
    this.engine = new MemoryEngine<>(setting.deployment());
    this.timeline = new Timeline(setting.start().toEpochMilli());
    this.history = new History(setting.start().toEpochMilli());
    this.mail = new Mail(setting, faults, timeline, history);
    mail.deliverTo(this::receive);
  }

  Setting<D> setting() {
    return setting;
  }

  Mail mail() {
    return mail;
  }

  Story story() {
    return story;
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
            .filter(step -> step.dueAtMs() != 0)
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
      moved = step(Long.MAX_VALUE) || mail.releaseOvertaken();
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
      ring();
      return true;
    }
    if (!rings && next.isPresent() && next.get() <= untilMs) {
      timeline.runNext();
      return true;
    }
    return false;
  }

  private void requireBound() {
    if (mail.happenings().size() > MAX_HAPPENINGS) {
      throw new SagaTestError(
          "Expected saga "
              + setting.id()
              + " to come to rest within "
              + MAX_HAPPENINGS
              + " records and timers, but it does not");
    }
  }

  void receive(Letter letter) {
    if (timeline.nowMs() < upAtMs) {
      mail.again(letter, upAtMs - timeline.nowMs());
      return;
    }
    Inbound read = reader.read(letter.record());
    if (read instanceof Inbound.Unreadable unreadable) {
      throw new SagaTestError(
          "Expected the " + letter.text() + " to be readable, but " + unreadable.message());
    }
    SagaInput input = ((Inbound.Input) read).input();
    Delivery delivery = letter.delivery(timeline.nowMs());
    Happening happening = letter.happening();
    Outcome handled = engine.handle(input, delivery);
    if (!apply(handled, happening, () -> park(letter, delivery))) {
      mail.again(letter, DOWNTIME_MS);
    }
  }

  private void ring() {
    Happening timer = mail.happen(Happening.Kind.TIMER, Optional.empty(), timer(state()));
    apply(engine.ring(setting.id(), timeline.nowMs()), timer, () -> {});
  }

  /** Whose timer rings. */
  private static String timer(SagaState state) {
    OptionalLong due = Deadlines.nextDue(state);
    return state.steps().open().stream()
        .filter(step -> step.dueAtMs() != 0 && step.dueAtMs() == due.orElse(0))
        .findFirst()
        .map(step -> "timer of step " + step.name() + ", which is " + step.status())
        .orElse("timer of the saga's deadline");
  }

  /** Does what becomes of an input; false if the orchestrator died before it committed. */
  private boolean apply(Outcome handled, Happening happening, Runnable park) {
    if (mail.strikes(happening, FaultKind.CRASH_BEFORE_COMMIT)) {
      crash();
      return false;
    }
    mail.releaseOvertaken();
    handled.accept(new Committer<>(this, happening, park)).run();
    if (mail.strikes(happening, FaultKind.CRASH_AFTER_COMMIT)) {
      crash();
    }
    return true;
  }

  /** Keeps a record that came before the saga's start, within bounds (R2a). */
  private void park(Letter letter, Delivery delivery) {
    Happening happening = letter.happening();
    Optional<Outcome> refused = engine.park(letter, delivery);
    if (refused.isPresent()) {
      refused.get().accept(new Committer<>(this, happening, () -> {})).run();
    } else {
      told(happening, " nothing yet: it waits for the start");
    }
  }

  /** Writes down what came of something that happened. */
  void told(Happening happening, String text) {
    history.told(timeline.nowMs(), "on #" + happening.number() + text);
  }

  private void crash() {
    engine.restart();
    upAtMs = timeline.nowMs() + DOWNTIME_MS;
  }
}
