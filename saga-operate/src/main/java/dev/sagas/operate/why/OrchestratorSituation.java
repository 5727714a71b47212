package dev.sagas.operate.why;

import dev.sagas.operate.doctor.ParticipantGroup;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of the orchestrator that has the saga.
 *
 * @param group its consumer group; empty if that was not examined
 * @param partition the saga's; empty if not known
 * @param instance who has the partition, such as {@code host:port}; empty if not known
 * @param hindrance why the instance does not move sagas of the partition at present, as the end of
 *     a sentence that begins with "it", such as {@code is restoring (42 %)}; empty if nothing is
 *     known to be in the way
 */
public record OrchestratorSituation(
    Optional<ParticipantGroup> group,
    OptionalInt partition,
    Optional<String> instance,
    Optional<String> hindrance) {
  /** Nothing is known. */
  public static final OrchestratorSituation UNKNOWN =
      new OrchestratorSituation(
          Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

  /** Only its group is known. */
  public static OrchestratorSituation of(ParticipantGroup group) {
    return new OrchestratorSituation(
        Optional.of(group), OptionalInt.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with where the saga is, and what is in the way there. */
  public OrchestratorSituation at(int sagasPartition, String address, Optional<String> inTheWay) {
    return new OrchestratorSituation(
        group, OptionalInt.of(sagasPartition), Optional.of(address), inTheWay.or(() -> hindrance));
  }

  /** The same if so many inputs of the saga are held. */
  public OrchestratorSituation holding(int inputs) {
    Optional<String> holds =
        Optional.of(
                """
                holds %s of its inputs: a large value cannot be loaded or stored now, or the \
                saga's checkpoint is being rebuilt\
                """
                    .formatted(inputs))
            .filter(text -> inputs > 0);
    return new OrchestratorSituation(group, partition, instance, hindrance.or(() -> holds));
  }
}
