package dev.sagas.operate.doctor;

import java.util.List;
import java.util.Optional;

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
   */
  public record Seen(String state, int members, long lag, boolean exact, List<String> unassigned) {
    public Seen {
      unassigned = List.copyOf(unassigned);
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
        view.isRebalancing() ? List.of() : view.unassigned());
  }
}
