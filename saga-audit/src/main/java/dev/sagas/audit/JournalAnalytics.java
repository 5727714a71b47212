package dev.sagas.audit;

import java.util.List;

/**
 * Statistics of the sagas of a journal, by the times in it.
 *
 * <ul>
 *   <li>Covers runs whose beginning is in the journal, up to the first entry that cannot be
 *       trusted; the time that a live saga has waited since its newest transition is not in it.
 *   <li>Pauses count as part of every duration.
 * </ul>
 *
 * @param types by name
 * @param leftOut transitions of runs that began before the remaining journal, and those that cannot
 *     be trusted
 */
public record JournalAnalytics(List<TypeAnalytics> types, long leftOut) {
  /** How many error codes of one step are distinguished. */
  public static final int MAX_CODES = 100;

  /** Stands for the codes beyond {@link #MAX_CODES}. */
  public static final String OTHER_CODES = "(other)";

  public JournalAnalytics {
    types = List.copyOf(types);
  }
}
