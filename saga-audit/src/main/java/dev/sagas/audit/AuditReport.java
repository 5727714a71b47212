package dev.sagas.audit;

import dev.sagas.protocol.SagaStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an audit has read and found.
 *
 * @param violations at most {@value #MAX_LISTED}: faults by topic, partition and offset of the
 *     record that shows them, then what is unmatched in the same order, that which is missing last,
 *     by saga
 * @param violationCount how many there are, listed or not
 * @param unprovable what has expired; not a violation
 * @param analytics statistics of the sagas
 */
public record AuditReport(
    Counts counts,
    List<Violation> violations,
    long violationCount,
    List<Unprovable> unprovable,
    JournalAnalytics analytics) {
  /** How many violations a report lists. */
  public static final int MAX_LISTED = 1000;

  public AuditReport {
    violations = List.copyOf(violations);
    unprovable = List.copyOf(unprovable);
  }

  /**
   * What was read.
   *
   * @param sagas distinct saga ids in the journal
   * @param runs a saga id used again has several
   * @param transitions entries of the chains
   * @param notes entries outside the chains
   * @param commands records in the command topics
   * @param commandsRepeated those of them that occur again, byte for byte: redelivered or redriven
   * @param outcomes records in the outcome topic, refusals included
   * @param checkpoints sagas that have one
   * @param statuses how many sagas there are in each status, by the newest entry of each
   */
  public record Counts(
      long sagas,
      long runs,
      long transitions,
      long notes,
      long commands,
      long commandsRepeated,
      long outcomes,
      long checkpoints,
      Map<SagaStatus, Long> statuses) {
    public Counts {
      Map<SagaStatus, Long> sorted = new EnumMap<>(SagaStatus.class);
      sorted.putAll(statuses);
      statuses = Collections.unmodifiableMap(sorted);
    }
  }

  /** True if there are no violations. */
  public boolean isClean() {
    return violationCount == 0;
  }
}
