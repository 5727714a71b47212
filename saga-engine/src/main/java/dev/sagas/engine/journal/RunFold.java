package dev.sagas.engine.journal;

import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import java.util.List;
import java.util.Optional;

/**
 * Folds one run's transitions into its state, while they are an unbroken chain.
 *
 * <ul>
 *   <li>An entry that does not follow is a fault: the state stays as it was before, and nothing
 *       further is accepted.
 * </ul>
 */
final class RunFold {
  private final RunKey key;
  private Optional<SagaState> state = Optional.empty();
  private Optional<SagaState> beforeEnd = Optional.empty();
  private Optional<Position> position = Optional.empty();
  private Optional<String> fault = Optional.empty();

  RunFold(RunKey key) {
    this.key = key;
  }

  RunKey key() {
    return key;
  }

  /** The state after the last transition that was accepted. */
  Optional<SagaState> state() {
    return state;
  }

  /** Why nothing further is accepted. */
  Optional<String> fault() {
    return fault;
  }

  /** True if the run's end was read, or should have been. */
  static boolean ends(JournalEntry entry) {
    return entry.status().isTerminal();
  }

  Optional<Rebuilt> rebuilt() {
    return state.map(last -> new Rebuilt(last, detail(last), position.orElseThrow()));
  }

  /** An ended saga with what it had when it ended. */
  private SagaState detail(SagaState last) {
    if (!last.status().isTerminal() || beforeEnd.isEmpty()) {
      return last;
    }
    return last.withProgress(beforeEnd.get().progress());
  }

  /** Adds a transition; returns false if it does not follow. */
  boolean accept(ReadEntry read) {
    if (fault.isPresent()) {
      return false;
    }
    fault = problem(read);
    if (fault.isEmpty()) {
      fold(read);
    }
    return fault.isEmpty();
  }

  private Optional<String> problem(ReadEntry read) {
    JournalEntry entry = read.entry();
    ChainLink head = state.map(SagaState::chain).orElse(ChainLink.START);
    if (state.isEmpty() && entry.revision() > 1) {
      return Optional.of(
          """
          its journal begins with revision %s at %s; what came before has expired, so that no \
          state of this run can be rebuilt\
          """
              .formatted(entry.revision(), read.position()));
    }
    if (!read.ownHashHolds()) {
      return damaged(read, "its bytes do not match its hash");
    }
    if (entry.revision() != head.revision() + 1) {
      return damaged(read, "expected revision " + (head.revision() + 1));
    }
    return entry.place().previousHash().equals(head.hash())
        ? Optional.empty()
        : damaged(read, "it does not name the hash of the one before");
  }

  private Optional<String> damaged(ReadEntry read, String why) {
    String left =
        state
            .map(last -> "can be rebuilt up to revision " + last.chain().revision())
            .orElse("cannot be rebuilt");
    return Optional.of(
        "revision %s at %s does not follow: %s; the run %s, run saga audit"
            .formatted(read.entry().revision(), read.position(), why, left));
  }

  private void fold(ReadEntry read) {
    JournalEntry entry = read.entry();
    List<SagaEvent> events = entry.events();
    try {
      int last = events.size() - 1;
      if (last >= 0 && EndOfRun.of(events.get(last)).isPresent()) {
        beforeEnd = Optional.of(evolve(events.subList(0, last), entry));
      }
      state =
          Optional.of(
              evolve(events, entry).withChain(new ChainLink(entry.revision(), read.statedHash())));
      position = Optional.of(read.position());
    } catch (IllegalStateException e) {
      fault = damaged(read, String.valueOf(e.getMessage()));
    }
  }

  private SagaState evolve(List<SagaEvent> events, JournalEntry entry) {
    return SagaEvolver.evolve(state, events, entry.atMs());
  }
}
