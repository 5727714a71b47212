package dev.sagas.dev.simulate;

import dev.sagas.engine.Outcome;
import dev.sagas.engine.ParkingLimits;
import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Deadlines;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
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

  private final SagaId id;
  private final SimulatedDeployment deployment;
  private final Shell shell;
  private final Judge judge;
  private final Tape tape;
  private final List<Transition> journal = new ArrayList<>();
  private final List<SagaInput> uncommitted = new ArrayList<>();
  private Optional<Shell.Stored> stored = Optional.empty();
  private Optional<Shell.Stored> committedStored = Optional.empty();
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
  record Around(SimulatedDeployment deployment, Shell shell, Judge judge, Tape tape) {}

  SagaId id() {
    return id;
  }

  Optional<SagaState> state() {
    return stored.map(Shell.Stored::state);
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
    return failure.isPresent() || stored.isEmpty()
        ? OptionalLong.empty()
        : Deadlines.nextDue(stored.get().state());
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
    boolean isRecord = SyntheticWire.isRecord(input);
    if (isRecord) {
      uncommitted.add(input);
    }
    deployment.at(worldMs);
    try {
      records++;
      InvariantBroken.unless(
          records <= MAX_RECORDS, Invariant.NO_SAGA_LOST, "it takes more and more records");
      if (stored.isPresent() || isRecord) {
        handle(input, clockMs);
      }
    } catch (InvariantBroken broken) {
      fail(broken);
    }
    unpark(clockMs, worldMs);
  }

  private void handle(SagaInput input, long clockMs) {
    Optional<SagaState> before = state();
    Shell.Handled handled = shell.handle(stored, input, clockMs);
    long nowMs = Math.max(clockMs, before.map(SagaState::updatedAtMs).orElse(0L));
    if (tape.isRunning()) {
      tape.note(nowMs, EventText.of(input));
      tape.add(EventText.details(handled.decision()));
    }
    judge.check(new Moment(before, input, handled.decision(), nowMs));
    handled.outcome().accept(new Kept(input, nowMs)).run();
  }

  /** What is kept of each kind of outcome. */
  private final class Kept implements Outcome.Visitor<Runnable> {
    private final SagaInput input;
    private final long nowMs;

    Kept(SagaInput input, long nowMs) {
      this.input = input;
      this.nowMs = nowMs;
    }

    @Override
    public Runnable write(Outcome.Write written) {
      return () -> {
        stored = Optional.of(new Shell.Stored(written.checkpoint(), written.encoded()));
        Decision.Accepted decided = written.decided();
        ChainLink link = written.checkpoint().state().chain();
        journal.add(new Transition(nowMs, link, decided.events(), decided.effects()));
      };
    }

    @Override
    public Runnable forget(Outcome.Forget forgotten) {
      return () -> {
        stored = Optional.empty();
        journal.add(Transition.forgetting(nowMs));
      };
    }

    @Override
    public Runnable refuse(Outcome.Refuse refusal) {
      return () -> refused |= input.asStart().isPresent();
    }

    @Override
    public Runnable early(Outcome.Early early) {
      return () -> {
        if (journal.isEmpty() && parked.size() < ParkingLimits.DEFAULT.maxPerSaga()) {
          parked.add(input);
        }
      };
    }

    /** Timers ring by what is due in the state. */
    @Override
    public Runnable reschedule(Outcome.Reschedule rescheduled) {
      return () -> {};
    }

    @Override
    public Runnable replace(Outcome.Replace replaced) {
      throw new IllegalStateException("Expected a simulated checkpoint to be sound");
    }
  }

  /** What overtook the start is applied after it (R2a). */
  private void unpark(long clockMs, long worldMs) {
    if (stored.isPresent() && !parked.isEmpty()) {
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
    committedStored = stored;
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
      stored = committedStored.map(shell::restart);
      judge.rewind(journal);
    } catch (InvariantBroken broken) {
      fail(broken);
    }
    return again;
  }
}
