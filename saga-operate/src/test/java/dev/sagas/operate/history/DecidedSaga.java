package dev.sagas.operate.history;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
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

/** A saga that the engine's decider drives, with the journal that it would write. */
public final class DecidedSaga {
  public static final SagaId ID = new SagaId("order-8812");
  public static final long START_MS = 1_700_000_000_000L;
  public static final Bytes DATA = Bytes.of("card-4711".getBytes(StandardCharsets.UTF_8));

  private static final RunId RUN = new RunId("00ff00ff00ff");

  private final SagaDecider decider;
  private final List<JournalEntry> journal = new ArrayList<>();
  private Optional<SagaState> state = Optional.empty();
  private long nowMs = START_MS;
  private int operations;

  private final SagaId id;

  private DecidedSaga(DefinitionCatalog catalog, SagaId id) {
    this.id = id;
    this.decider = new SagaDecider(catalog);
  }

  /** Begins a saga of this type. */
  public static DecidedSaga started(DefinitionCatalog catalog, String type) {
    return started(catalog, type, ID);
  }

  /** The same with another id. */
  public static DecidedSaga started(DefinitionCatalog catalog, String type, SagaId id) {
    DecidedSaga saga = new DecidedSaga(catalog, id);
    saga.input(
        new SagaInput.Start(id, RUN, type, OptionalInt.empty(), DATA, Map.of()), Cause.Kind.START);
    return saga;
  }

  public SagaState state() {
    return state.orElseThrow();
  }

  public long nowMs() {
    return nowMs;
  }

  public List<JournalEntry> journal() {
    return List.copyOf(journal);
  }

  public DecidedSaga after(Duration time) {
    nowMs += time.toMillis();
    return this;
  }

  /** The step's attempt, of what it does at present, succeeds. */
  public DecidedSaga succeeds(String... steps) {
    for (String step : steps) {
      reply(step, StepOutcome.SUCCEEDED, Optional.empty());
    }
    return this;
  }

  public DecidedSaga rejects(String step, String code, String message) {
    return reply(step, StepOutcome.REJECTED, Optional.of(new SagaInput.Failure(code, message)));
  }

  public DecidedSaga fails(String step, String code, String message) {
    return reply(step, StepOutcome.FAILED, Optional.of(new SagaInput.Failure(code, message)));
  }

  private DecidedSaga reply(String name, StepOutcome outcome, Optional<SagaInput.Failure> failure) {
    StepState step = state().step(new StepName(name)).orElseThrow();
    Action action = step.status().isUndoing() ? Action.COMPENSATE : Action.EXECUTE;
    int epoch = action == Action.EXECUTE ? step.epoch() : step.attempts().undoEpoch().orElseThrow();
    DeduplicationKey key = new DeduplicationKey(id, RUN, step.name(), action, epoch);
    return input(
        new SagaInput.Reply(
            new CommandId(key, step.attempt()), outcome, Bytes.EMPTY, "shop.Reply", failure),
        Cause.Kind.REPLY);
  }

  public DecidedSaga signal(String name) {
    return input(
        new SagaInput.Signal(id, new SignalName(name), Bytes.EMPTY, "shop.Paid"),
        Cause.Kind.SIGNAL);
  }

  /** By ada. */
  public DecidedSaga operate(OperationKind kind) {
    return operate(kind, OperationSubject.SAGA);
  }

  public DecidedSaga operate(OperationKind kind, String step) {
    return operate(kind, OperationSubject.ofStep(Optional.of(new StepName(step))));
  }

  private DecidedSaga operate(OperationKind kind, OperationSubject subject) {
    operations++;
    return input(
        new SagaInput.Operation(
            id,
            kind,
            new OperatorOrder("op-" + operations, "ada", "the customer called"),
            subject,
            false),
        Cause.Kind.OPERATION);
  }

  public DecidedSaga timer() {
    return input(new SagaInput.TimerDue(id), Cause.Kind.TIMER);
  }

  private DecidedSaga input(SagaInput input, Cause.Kind kind) {
    DecisionContext context =
        new DecisionContext(nowMs, Duration.ofDays(8), Duration.ofDays(38), 10, 1_000);
    decider.decide(state, input, context).accept(new Taking(kind));
    return this;
  }

  /** Keeps what was decided. */
  private final class Taking implements Decision.Visitor<Boolean> {
    private final Cause.Kind kind;

    Taking(Cause.Kind kind) {
      this.kind = kind;
    }

    @Override
    public Boolean accepted(Decision.Accepted decision) {
      long revision = journal.size() + 1L;
      SagaState after = decision.state();
      state = Optional.of(after.withChain(new ChainLink(revision, Digest.ZERO)));
      journal.add(
          new JournalEntry(
              new JournalEntry.Place(after.identity(), revision, nowMs, Digest.ZERO),
              new Cause(kind, Optional.empty(), Optional.empty(), Map.of(), Optional.empty()),
              new JournalEntry.Content(
                  Optional.empty(),
                  decision.events(),
                  List.of(),
                  Optional.empty(),
                  after.status())));
      return true;
    }

    @Override
    public Boolean rejected(Decision.Rejected decision) {
      throw new AssertionError("Expected it to be accepted, but " + decision.message());
    }

    @Override
    public Boolean forgotten(Decision.Forgotten decision) {
      throw new AssertionError("Expected it to be accepted, but the saga was forgotten");
    }
  }
}
