package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Drives one saga through the decider as the engine does, without Kafka. After every transition it
 * checks what holds for all of them: the fold of the events is the decided state, and a restart
 * from the stored checkpoint decides alike.
 */
final class SagaRun {
  static final SagaId ID = new SagaId("s-1");
  static final RunId RUN = new RunId("00ff00ff00ff");
  static final long START_MS = 1_000_000;
  static final Duration TOMBSTONE = Duration.ofHours(1);
  static final Duration FENCE = Duration.ofDays(7);
  static final int MAX_SIGNALS = 3;
  static final int MAX_SIGNAL_BYTES = 40;

  private final List<ExecutableSaga> deployed = new ArrayList<>();
  private final SagaDecider decider = new SagaDecider(new Catalog(deployed));
  private final List<SagaEffect.SendCommand> sent = new ArrayList<>();
  private final List<SagaEffect.PublishOutcome> outcomes = new ArrayList<>();
  private final List<SagaEvent> events = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private Optional<SagaState> state = Optional.empty();
  private int operations;
  private long nowMs = START_MS;

  SagaRun(ExecutableSaga... definitions) {
    deployed.addAll(List.of(definitions));
  }

  private record Catalog(List<ExecutableSaga> deployed) implements DefinitionCatalog {
    @Override
    public Optional<ExecutableSaga> find(SagaType type, int version) {
      return deployed.stream()
          .filter(saga -> saga.type().equals(type) && saga.version() == version)
          .findFirst();
    }

    @Override
    public Optional<ExecutableSaga> newest(SagaType type) {
      return deployed.stream()
          .filter(saga -> saga.type().equals(type))
          .reduce((one, other) -> one.version() > other.version() ? one : other);
    }
  }

  void undeploy() {
    deployed.clear();
  }

  void deploy(ExecutableSaga saga) {
    deployed.add(saga);
  }

  static SagaInput.Start startInput(String payload) {
    return new SagaInput.Start(
        ID, RUN, "order", OptionalInt.empty(), ScriptedSaga.text(payload), Map.of("shop", "7"));
  }

  SagaRun started() {
    assertThat(input(startInput("data"))).isInstanceOf(Decision.Accepted.class);
    return this;
  }

  Decision input(SagaInput input) {
    DecisionContext context = context();
    Decision decision = decider.decide(state, input, context);
    assertThat(decider.decide(state.map(SagaRun::restarted), input, context)).isEqualTo(decision);
    if (decision instanceof Decision.Accepted accepted) {
      assertThat(SagaEvolver.evolve(state, accepted.events(), nowMs)).isEqualTo(accepted.state());
      accept(accepted);
    } else if (decision instanceof Decision.Forgotten) {
      state = Optional.empty();
    }
    return decision;
  }

  DecisionContext context() {
    return new DecisionContext(nowMs, TOMBSTONE, FENCE, MAX_SIGNALS, MAX_SIGNAL_BYTES);
  }

  private static SagaState restarted(SagaState live) {
    Bytes stored = CheckpointCodec.encode(Checkpoint.of(live));
    SagaState restored = CheckpointCodec.decode(stored.array()).state();
    assertThat(restored).isEqualTo(live);
    return restored;
  }

  private void accept(Decision.Accepted accepted) {
    long revision = accepted.state().chain().revision() + 1;
    Digest hash = Digest.sha256(("link " + revision).getBytes(StandardCharsets.UTF_8));
    state = Optional.of(accepted.state().withChain(new ChainLink(revision, hash)));
    events.addAll(accepted.events());
    visits.addAll(accepted.visits());
    for (SagaEffect effect : accepted.effects()) {
      if (effect instanceof SagaEffect.SendCommand send) {
        sent.add(send);
      } else if (effect instanceof SagaEffect.PublishOutcome outcome) {
        outcomes.add(outcome);
      }
    }
  }

  static CommandId command(String step, Action action, int attempt) {
    return command(step, action, 1, attempt);
  }

  static CommandId command(String step, Action action, int epoch, int attempt) {
    return new CommandId(new DeduplicationKey(ID, RUN, new StepName(step), action, epoch), attempt);
  }

  static SagaInput.Reply replyInput(CommandId command, StepOutcome outcome, String payload) {
    return new SagaInput.Reply(
        command,
        outcome,
        ScriptedSaga.text(payload),
        "shop.Reply",
        outcome == StepOutcome.SUCCEEDED
            ? Optional.empty()
            : Optional.of(new SagaInput.Failure("CODE", "why")));
  }

  /** A failure of the first attempt that asks to be left alone for a while. */
  static SagaInput.Reply failed(String step, Action action, long retryAfterMs) {
    SagaInput.Reply reply = replyInput(command(step, action, 1), StepOutcome.FAILED, "");
    return new SagaInput.Reply(
        reply.inReplyTo(),
        reply.outcome(),
        reply.payload(),
        reply.payloadType(),
        Optional.of(new SagaInput.Failure("CODE", "why", OptionalLong.of(retryAfterMs))));
  }

  /** The event of a command that a step of the scripted saga sends. */
  static SagaEvent.CommandIssued issued(CommandId command, long dueAtMs) {
    return new SagaEvent.CommandIssued(
        command.key().step(),
        command.key().action(),
        command.key().epoch(),
        command.attempt(),
        "shop",
        dueAtMs,
        OptionalLong.empty(),
        false);
  }

  Decision execute(String step, StepOutcome outcome, int attempt) {
    return input(replyInput(command(step, Action.EXECUTE, attempt), outcome, "ok"));
  }

  Decision compensate(String step, StepOutcome outcome, int attempt) {
    return input(replyInput(command(step, Action.COMPENSATE, attempt), outcome, "ok"));
  }

  Decision succeed(String step) {
    return execute(step, StepOutcome.SUCCEEDED, 1);
  }

  Decision reject(String step) {
    return execute(step, StepOutcome.REJECTED, 1);
  }

  Decision fail(String step, int attempt) {
    return execute(step, StepOutcome.FAILED, attempt);
  }

  Decision signal(String name, String payload) {
    return input(
        new SagaInput.Signal(ID, new SignalName(name), ScriptedSaga.text(payload), "shop.Signal"));
  }

  /** An operator's action without a step. */
  Decision operate(OperationKind kind) {
    return input(operation(kind, Optional.empty()));
  }

  Decision operate(OperationKind kind, String step) {
    return input(operation(kind, Optional.of(new StepName(step))));
  }

  /** A new operation by ada. */
  SagaInput.Operation operation(OperationKind kind, Optional<StepName> step) {
    operations++;
    return new SagaInput.Operation(
        ID,
        kind,
        new OperatorOrder("op-" + operations, "ada", "because"),
        OperationSubject.ofStep(step),
        false);
  }

  /** The operation that moves the saga to another version. */
  SagaInput.Operation migration(int version) {
    SagaInput.Operation plain = operation(OperationKind.MIGRATE, Optional.empty());
    return new SagaInput.Operation(
        plain.sagaId(), plain.kind(), plain.order(), OperationSubject.ofVersion(version), false);
  }

  Decision timer() {
    return input(new SagaInput.TimerDue(ID));
  }

  /** Goes to the next due time and rings the timer. */
  Decision ring() {
    nowMs = Math.max(nowMs, nextDue().orElseThrow());
    return timer();
  }

  OptionalLong nextDue() {
    return Deadlines.nextDue(state());
  }

  SagaRun advance(long ms) {
    nowMs += ms;
    return this;
  }

  long nowMs() {
    return nowMs;
  }

  SagaState state() {
    return state.orElseThrow();
  }

  Optional<SagaState> stored() {
    return state;
  }

  StepState step(String name) {
    return state().step(new StepName(name)).orElseThrow();
  }

  StepStatus status(String step) {
    return step(step).status();
  }

  List<Visit> visits() {
    return visits;
  }

  List<SagaEvent> events() {
    return events;
  }

  List<SagaEffect.SendCommand> sent() {
    return sent;
  }

  List<SagaEffect.PublishOutcome> outcomes() {
    return outcomes;
  }

  /** The commands so far, as {@code execute a#1}. */
  List<String> sentNames() {
    return sent.stream()
        .map(SagaEffect.SendCommand::commandId)
        .map(id -> id.key().action().headerValue() + " " + id.key().step() + "#" + id.attempt())
        .toList();
  }

  /** The simple names of a decision's events, or the reason why there are none. */
  static String summary(Decision decision) {
    if (decision instanceof Decision.Accepted accepted) {
      return String.join(
          " ", accepted.events().stream().map(event -> event.getClass().getSimpleName()).toList());
    }
    if (decision instanceof Decision.Rejected rejected) {
      return rejected.reason().name();
    }
    return "FORGOTTEN";
  }
}
