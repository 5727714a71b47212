package dev.sagas.engine.journal;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which sagas to rebuild, and up to which point.
 *
 * <ul>
 *   <li>With ids: one run of each, the newest that had begun by the point unless {@code run} names
 *       another. Without ids: every run that matches.
 * </ul>
 *
 * @param sagas in the order in which they are reported; empty for all
 * @param type only sagas of this type
 * @param statuses only runs with one of these statuses at the point; empty for all
 * @param run only this run
 * @param point up to where; empty for all that the journal has; a revision needs ids
 * @param partition of the journal, to read nothing else
 */
public record ReplayQuery(
    List<SagaId> sagas,
    Optional<SagaType> type,
    Set<SagaStatus> statuses,
    Optional<RunId> run,
    Optional<ReplayPoint> point,
    OptionalInt partition) {
  public ReplayQuery {
    sagas = List.copyOf(new LinkedHashSet<>(sagas));
    statuses = Set.copyOf(statuses);
    if (sagas.isEmpty() && point.filter(at -> at.kind() == ReplayPoint.Kind.REVISION).isPresent()) {
      throw new IllegalArgumentException("Expected the ids of sagas with a revision");
    }
  }

  /** Every run of every saga, in its current state. */
  public static ReplayQuery all() {
    return of(List.of());
  }

  /** These sagas, in their current state. */
  public static ReplayQuery of(Collection<SagaId> sagas) {
    return new ReplayQuery(
        List.copyOf(sagas),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** The same at another point. */
  public ReplayQuery upTo(ReplayPoint other) {
    return upTo(Optional.of(other));
  }

  /** The same at another point or in its current state. */
  public ReplayQuery upTo(Optional<ReplayPoint> other) {
    return new ReplayQuery(sagas, type, statuses, run, other, partition);
  }

  /** The same, of one type or all. */
  public ReplayQuery ofType(Optional<SagaType> other) {
    return new ReplayQuery(sagas, other, statuses, run, point, partition);
  }

  /** The same, with these statuses or all. */
  public ReplayQuery with(Set<SagaStatus> others) {
    return new ReplayQuery(sagas, type, others, run, point, partition);
  }

  /** The same, of one run or the newest. */
  public ReplayQuery ofRun(Optional<RunId> other) {
    return new ReplayQuery(sagas, type, statuses, other, point, partition);
  }

  /** The same, of one partition or all. */
  public ReplayQuery in(OptionalInt other) {
    return new ReplayQuery(sagas, type, statuses, run, point, other);
  }

  /** True if the entry belongs to the requested past. */
  boolean covers(ReadEntry read) {
    return point.isEmpty() || point.get().covers(read);
  }

  boolean wants(SagaIdentity identity) {
    return type.map(identity.type()::equals).orElse(true);
  }

  boolean wants(SagaStatus status) {
    return statuses.isEmpty() || statuses.contains(status);
  }
}
