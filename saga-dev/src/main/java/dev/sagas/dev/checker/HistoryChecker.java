package dev.sagas.dev.checker;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether a history keeps the promises of the wire protocol.
 *
 * <ul>
 *   <li>Deterministic, and without any code of the orchestrator or its audit.
 *   <li>Each violation is reported under its own {@link VerdictKind}; one fault can have several
 *       consequences and then gives several verdicts.
 * </ul>
 */
public final class HistoryChecker {
  private HistoryChecker() {}

  /** Every violation in a history; none if it is correct. */
  public static List<Verdict> check(ObservedHistory history) {
    List<SagaCheck> checks =
        List.of(
            new ChainCheck(),
            new EndCheck(),
            new CheckpointCheck(),
            new UndoOrderCheck(UndoGroups.of(history.records())),
            new EffectCheck(history.observedSteps()),
            new ActionCheck());
    List<Verdict> verdicts = new ArrayList<>();
    for (SagaHistory saga : SagaHistoryFold.of(history)) {
      for (SagaCheck check : checks) {
        check.check(saga, verdicts::add);
      }
    }
    for (ConservedTotal total : history.totals()) {
      if (total.before() != total.after()) {
        verdicts.add(
            new Verdict(
                VerdictKind.NOT_CONSERVED,
                total.name(),
                "Expected %s, but it is %s".formatted(total.before(), total.after())));
      }
    }
    return List.copyOf(verdicts);
  }
}
