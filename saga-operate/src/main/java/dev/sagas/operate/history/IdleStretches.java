package dev.sagas.operate.history;

import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.operate.history.SagaTimeline.Idle;
import dev.sagas.protocol.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the stretches between two transitions in which nothing was in flight.
 *
 * <ul>
 *   <li>Needs the run from its start: what it waited for follows from its state.
 * </ul>
 */
final class IdleStretches {
  private IdleStretches() {}

  static List<Idle> of(List<JournalEntry> transitions) {
    List<Idle> idle = new ArrayList<>();
    Optional<SagaState> state = Optional.empty();
    if (transitions.get(0).revision() != 1) {
      return idle;
    }
    for (JournalEntry entry : transitions) {
      state.ifPresent(before -> add(before, entry, idle));
      if (!entry.events().isEmpty()) {
        state = Optional.of(SagaEvolver.evolve(state, entry.events(), entry.atMs()));
      }
    }
    return idle;
  }

  private static void add(SagaState before, JournalEntry next, List<Idle> idle) {
    List<WaitReason> reasons = WaitReasons.of(before);
    boolean inFlight = reasons.stream().anyMatch(reason -> reason.kind() == WaitReason.Kind.REPLY);
    if (reasons.isEmpty() || inFlight || next.atMs() <= before.updatedAtMs()) {
      return;
    }
    WaitReason first = reasons.get(0);
    Idle stretch = new Idle(before.updatedAtMs(), next.atMs(), first.kind(), on(before, first));
    int last = idle.size() - 1;
    boolean continues =
        last >= 0
            && idle.get(last).toMs() == stretch.fromMs()
            && idle.get(last).kind() == stretch.kind()
            && idle.get(last).on().equals(stretch.on());
    if (continues) {
      idle.set(
          last, new Idle(idle.get(last).fromMs(), stretch.toMs(), stretch.kind(), stretch.on()));
    } else {
      idle.add(stretch);
    }
  }

  private static String on(SagaState saga, WaitReason reason) {
    return switch (reason.kind()) {
      case INCIDENT ->
          saga.incidents().stream()
              .filter(open -> open.id().equals(reason.on()))
              .map(Incident::code)
              .findFirst()
              .orElse(reason.on());
      case RETRY, SLEEP -> reason.step().map(Object::toString).orElse(reason.on());
      case REPLY, SIGNAL, CAPACITY, PAUSED -> reason.on();
    };
  }
}
