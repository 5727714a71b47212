package dev.sagas.audit;

import dev.sagas.engine.wire.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A participant's answer that contradicts an earlier one to the same deduplication key (R23): its
 * fence did not hold.
 *
 * @param code {@link ViolationCode#FENCE_CONFLICT} or {@link ViolationCode#FENCE_REPLY_DIFFERS}
 * @param entry the transition or note that has the later answer
 */
public record FenceConflict(ViolationCode code, String message, JournalEntry entry) {
  /**
   * All of one run.
   *
   * @param entries of the run in the journal's order, notes included
   */
  public static List<FenceConflict> in(List<JournalEntry> entries) {
    FenceWitness witness = new FenceWitness();
    List<FenceConflict> conflicts = new ArrayList<>();
    for (JournalEntry entry : entries) {
      witness
          .next(entry.cause(), entry.identity().run())
          .map(found -> new FenceConflict(found.code(), found.message(), entry))
          .ifPresent(conflicts::add);
    }
    return List.copyOf(conflicts);
  }
}
