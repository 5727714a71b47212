package dev.sagas.operate.why;

import dev.sagas.operate.doctor.ParticipantGroup;
import java.util.OptionalLong;

/**
 * What is known of a participant.
 *
 * @param group its consumer group
 * @param memberlessSinceMs since when the group has no members, epoch ms; empty if it has some, or
 *     that is not known
 * @param lastReplyAtMs when it last answered any saga, epoch ms; empty if that is not known
 */
public record ParticipantSituation(
    ParticipantGroup group, OptionalLong memberlessSinceMs, OptionalLong lastReplyAtMs) {
  /** Only its group is known. */
  public static ParticipantSituation of(ParticipantGroup group) {
    return new ParticipantSituation(group, OptionalLong.empty(), OptionalLong.empty());
  }
}
