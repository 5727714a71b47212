package dev.sagas.dev.checker;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;

/**
 * One effect that a participant's database shows: that a step was done, or undone.
 *
 * <ul>
 *   <li>A command that was answered without a change is no effect: a rejection, or an undo that
 *       found nothing to undo.
 * </ul>
 *
 * @param key the deduplication key of the command; its action says whether it did or undid
 * @param atMs when the database committed it, epoch ms; equal times keep the order of the list
 * @param value what was changed, for a person
 */
public record ObservedEffect(DeduplicationKey key, long atMs, String value) {
  boolean isUndo() {
    return key.action() == Action.COMPENSATE;
  }
}
