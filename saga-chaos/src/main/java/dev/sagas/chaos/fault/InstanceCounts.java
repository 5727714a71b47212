package dev.sagas.chaos.fault;

/**
 * How many processes of each role the cluster has.
 *
 * <ul>
 *   <li>Registry and database are one process each.
 *   <li>Each count must be at least 1: {@link IllegalArgumentException} otherwise.
 * </ul>
 *
 * @param orchestrators processes that run sagas
 * @param participants processes of all participants together
 * @param brokers Kafka brokers
 */
public record InstanceCounts(int orchestrators, int participants, int brokers) {
  /** Checks the counts. */
  public InstanceCounts {
    if (orchestrators < 1 || participants < 1 || brokers < 1) {
      throw new IllegalArgumentException(
          "Expected at least one process of each role, but was %s orchestrators, %s participants, %s brokers"
              .formatted(orchestrators, participants, brokers));
    }
  }

  /** How many processes of the role there are. */
  public int of(TargetRole role) {
    return switch (role) {
      case ORCHESTRATOR -> orchestrators;
      case PARTICIPANT -> participants;
      case BROKER, PEERS -> brokers;
      case REGISTRY, DATABASE -> 1;
    };
  }
}
