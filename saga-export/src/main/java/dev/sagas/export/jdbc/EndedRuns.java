package dev.sagas.export.jdbc;

import java.util.Optional;
import java.util.Set;

/**
 * Runs that have ended and are old enough to be deleted.
 *
 * @param type of the sagas; all if empty
 * @param otherThan types that are left out
 * @param beforeMs they ended before this, epoch ms
 */
public record EndedRuns(Optional<String> type, Set<String> otherThan, long beforeMs) {
  public EndedRuns {
    otherThan = Set.copyOf(otherThan);
  }
}
