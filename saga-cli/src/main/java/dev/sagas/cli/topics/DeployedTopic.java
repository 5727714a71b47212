package dev.sagas.cli.topics;

import java.util.List;
import java.util.OptionalLong;

/**
 * A topic that a deployment needs, and what is there of it.
 *
 * @param purpose what it is for, in a few words
 * @param partitions 0 if it is missing
 * @param replicas how many copies each partition has; 0 if it is missing
 * @param cleanup its {@code cleanup.policy}; empty if it is missing, or may not be read
 * @param retentionMs negative without limit; empty if it is missing, or may not be read
 * @param problems what is not as it must be, with the command that repairs it
 */
record DeployedTopic(
    String name,
    String purpose,
    int partitions,
    int replicas,
    String cleanup,
    OptionalLong retentionMs,
    List<String> problems) {
  DeployedTopic {
    problems = List.copyOf(problems);
  }

  /** False if it is missing, or hidden from who asks. */
  boolean isPresent() {
    return partitions > 0;
  }
}
