package dev.sagas.operate.doctor;

import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A consumer group that a saga depends on: that of a participant, or the orchestrator's own.
 *
 * @param id the group's id
 * @param seen its state; empty if it could not be examined
 * @param whyNot why it could not be examined; an empty text if it was
 */
public record ParticipantGroup(String id, Optional<Seen> seen, String whyNot) {
  /** A group that could not be examined. */
  public static ParticipantGroup unknown(String id, String whyNot) {
    return new ParticipantGroup(id, Optional.empty(), whyNot);
  }

  /**
   * What was seen of it.
   *
   * @param state as Kafka names it, such as {@code Stable}
   * @param lag how many records wait for it in all partitions
   * @param exact false if the lag is an upper bound
   * @param unassigned the partitions that no member has, as {@code topic-partition}
   * @param lags how many records wait in each partition, by its number, of all topics together
   */
  public record Seen(
      String state,
      int members,
      long lag,
      boolean exact,
      List<String> unassigned,
      Map<Integer, Long> lags) {
    public Seen {
      unassigned = List.copyOf(unassigned);
      lags = Map.copyOf(lags);
    }

    /** One of whose partitions nothing is known. */
    public Seen(String state, int members, long lag, boolean exact, List<String> unassigned) {
      this(state, members, lag, exact, unassigned, Map.of());
    }

    /** How many records wait in the partition of a saga; empty if that is not known. */
    public OptionalLong lagOf(SagaId saga) {
      if (lags.isEmpty()) {
        return OptionalLong.empty();
      }
      Long own = lags.get(KeyPartition.of(saga, lags.size()));
      return own == null ? OptionalLong.empty() : OptionalLong.of(own);
    }
  }

  static ParticipantGroup of(String id, Reading<GroupView> reading) {
    return new ParticipantGroup(id, reading.value().map(ParticipantGroup::seen), reading.whyNot());
  }

  private static Seen seen(GroupView view) {
    boolean exact = view.progress().stream().allMatch(each -> each.lag() == 0 || each.exact());
    return new Seen(
        view.state(),
        view.members(),
        view.lag(),
        exact,
        view.isRebalancing() ? List.of() : view.unassigned(),
        view.lags());
  }
}
