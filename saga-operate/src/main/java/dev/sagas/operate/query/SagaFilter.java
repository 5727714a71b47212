package dev.sagas.operate.query;

import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.WaitReason;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which sagas are selected: those that match all criteria.
 *
 * @param statuses one of these; every live saga if empty
 * @param version of the definition that they are on now
 * @param idPrefix what the saga id begins with; may be empty
 * @param labels every one of these
 */
public record SagaFilter(
    Set<SagaStatus> statuses,
    Optional<SagaType> type,
    OptionalInt version,
    String idPrefix,
    Map<String, String> labels,
    WaitFilter waiting) {
  /** All live sagas. */
  public static final SagaFilter LIVE =
      new SagaFilter(Set.of(), Optional.empty(), OptionalInt.empty(), "", Map.of(), WaitFilter.ANY);

  public SagaFilter {
    statuses = Set.copyOf(statuses);
    labels = Map.copyOf(labels);
  }

  /** The saga's row, if it is selected. */
  Optional<SagaRow> row(SagaState state) {
    if (!hasStatus(state)
        || !type.map(state.identity().type()::equals).orElse(true)
        || version.orElse(state.identity().version()) != state.identity().version()
        || !state.identity().id().value().startsWith(idPrefix)
        || !state.request().labels().entrySet().containsAll(labels.entrySet())) {
      return Optional.empty();
    }
    Optional<WaitReason> reason = waiting.first(state);
    if (reason.isEmpty() && !waiting.equals(WaitFilter.ANY)) {
      return Optional.empty();
    }
    return Optional.of(
        SagaRow.of(state, reason.map(WaitReason::sinceMs).orElse(state.updatedAtMs())));
  }

  private boolean hasStatus(SagaState state) {
    return statuses.isEmpty() ? !state.status().isTerminal() : statuses.contains(state.status());
  }
}
