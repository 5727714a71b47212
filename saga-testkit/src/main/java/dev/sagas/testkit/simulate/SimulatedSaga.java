package dev.sagas.testkit.simulate;

import dev.sagas.orchestrator.core.ChainLink;
import dev.sagas.orchestrator.core.Deadlines;
import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.DecisionContext;
import dev.sagas.orchestrator.core.Digest;
import dev.sagas.orchestrator.core.Rejection;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One saga as its partition's engine holds it: the state, the journal, and what is not committed
 * yet. Every input is judged.
 */
final class SimulatedSaga {
  static final Duration TOMBSTONE = Duration.ofHours(2);
  static final Duration FENCE = Duration.ofDays(30);
  private static final int MAX_RECORDS = 3_000;
  private static final int MAX_PARKED = 16;

  private final SagaId id;
  private final Deployment deployment;
  private final Shell shell;
  private final Judge judge;
  private final Tape tape;
  private final List<Transition> journal = new ArrayList<>();
  private final List<SagaInput> uncommitted = new ArrayList<>();
  private Optional<SagaState> state = Optional.empty();
  private Optional<SagaState> committedState = Optional.empty();
  private List<SagaInput> parked = new ArrayList<>();
  private List<SagaInput> committedParked = List.of();
  private int committed;
  private int records;
  private boolean refused;
  private Optional<InvariantBroken> failure = Optional.empty();

  SimulatedSaga(SagaId id, Around around) {
    this.id = id;
    this.deployment = around.deployment();
    this.shell = around.shell();
    this.judge = around.judge();
    this.tape = around.tape();
  }

  /** What a saga is run by, judged by and recorded on. */
  record Around(Deployment deployment, Shell shell, Judge judge, Tape tape) {}

  SagaId id() {
    return id;
  }

  Optional<SagaState> state() {
    return state;
  }

  Judge judge() {
    return judge;
  }

  Tape tape() {
    return tape;
  }

  Optional<InvariantBroken> failure() {
    return failure;
  }

  int records() {
    return records;
  }

  /** True if a request was refused and no saga began. */
  boolean isRefused() {
    return refused && journal.isEmpty();
  }

  List<Transition> journal() {
    return journal;
  }

  /** From now on nothing is done for the saga. */
  void fail(InvariantBroken broken) {
    failure = Optional.of(broken);
  }

  /** When its timer has to ring, epoch ms. */
  OptionalLong nextDue() {
    return failure.isPresent() || state.isEmpty()
        ? OptionalLong.empty()
        : Deadlines.nextDue(state.get());
  }

  /** True if something was read since the last commit. */
  boolean isDirty() {
    return !uncommitted.isEmpty() || journal.size() > committed;
  }

  /**
   * Takes an input.
   *
   * @param clockMs of the partition's engine, epoch ms
   * @param worldMs the true time, epoch ms
   */
  void take(SagaInput input, long clockMs, long worldMs) {
    if (failure.isPresent()) {
      return;
    }
    if (!(input instanceof SagaInput.TimerDue)) {
      uncommitted.add(input);
    }
    deployment.at(worldMs);
    try {
      records++;
      InvariantBroken.unless(
          records <= MAX_RECORDS, Invariant.NO_SAGA_LOST, "it takes more and more records");
      decide(input, Math.max(clockMs, state.map(SagaState::updatedAtMs).orElse(0L)));
    } catch (InvariantBroken broken) {
      fail(broken);
    }
    unpark(clockMs, worldMs);
  }

  private void decide(SagaInput input, long nowMs) {
    DecisionContext context =
        new DecisionContext(
            nowMs, TOMBSTONE, FENCE, SignalChecks.MAX_SIGNALS, SignalChecks.MAX_SIGNAL_BYTES);
    Decision decision = shell.decide(state, input, context);
    if (tape.isRunning()) {
      tape.note(nowMs, Words.of(input));
      tape.add(Words.details(decision));
    }
    judge.check(new Moment(state, input, decision, nowMs));
    apply(input, decision, nowMs);
  }

  private void apply(SagaInput input, Decision decision, long nowMs) {
    if (decision instanceof Decision.Accepted accepted) {
      ChainLink link = new ChainLink(accepted.state().chain().revision() + 1, Digest.ZERO);
      state = Optional.of(accepted.state().withChain(link));
      journal.add(new Transition(nowMs, link, accepted.events(), accepted.effects()));
    } else if (decision instanceof Decision.Forgotten) {
      state = Optional.empty();
      journal.add(Transition.forgetting(nowMs));
    } else if (decision instanceof Decision.Rejected rejected) {
      refused |= input instanceof SagaInput.Start;
      boolean overtakes =
          rejected.reason() == Rejection.NO_SUCH_SAGA && !(input instanceof SagaInput.Reply);
      if (overtakes && journal.isEmpty() && parked.size() < MAX_PARKED) {
        parked.add(input);
      }
    }
  }

  /** What overtook the start is applied after it (R2a). */
  private void unpark(long clockMs, long worldMs) {
    if (state.isPresent() && !parked.isEmpty()) {
      List<SagaInput> waiting = parked;
      parked = new ArrayList<>();
      int before = uncommitted.size();
      waiting.forEach(input -> take(input, clockMs, worldMs));
      uncommitted.subList(before, uncommitted.size()).clear();
    }
  }

  /** Commits; returns what was committed. */
  List<Transition> commit() {
    List<Transition> news = List.copyOf(journal.subList(committed, journal.size()));
    committed = journal.size();
    committedState = state;
    committedParked = List.copyOf(parked);
    uncommitted.clear();
    return news;
  }

  /** Loses what was not committed, as a crash does; returns the records to be read again. */
  List<SagaInput> crash() {
    List<SagaInput> again = List.copyOf(uncommitted);
    uncommitted.clear();
    if (failure.isPresent()) {
      return List.of();
    }
    journal.subList(committed, journal.size()).clear();
    parked = new ArrayList<>(committedParked);
    try {
      state = committedState.map(shell::restart);
      judge.rewind(journal);
    } catch (InvariantBroken broken) {
      fail(broken);
    }
    return again;
  }
}
