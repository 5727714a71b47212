package dev.sagas.dev.checker;

import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Set;

/**
 * Everything that is known about a deployment after its traffic has stopped.
 *
 * <ul>
 *   <li>The records are complete: none of the topics has lost a record by retention, except that
 *       compacted topics may have been compacted.
 *   <li>Records of one partition are in the order of their offsets.
 *   <li>All inputs have been processed: what is still pending waits for a timer, an answer or a
 *       person.
 * </ul>
 *
 * @param records the committed records of all topics
 * @param effects the effects in the participants' databases
 * @param observedSteps the steps whose effects the list would show
 * @param totals what must not have changed
 * @param acknowledged the operators' actions that were acknowledged as applied
 */
public record ObservedHistory(
    List<HistoryRecord> records,
    List<ObservedEffect> effects,
    Set<StepName> observedSteps,
    List<ConservedTotal> totals,
    List<AcknowledgedAction> acknowledged) {
  public ObservedHistory {
    records = List.copyOf(records);
    effects = List.copyOf(effects);
    observedSteps = Set.copyOf(observedSteps);
    totals = List.copyOf(totals);
    acknowledged = List.copyOf(acknowledged);
  }
}
