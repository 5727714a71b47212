package dev.sagas.operate.doctor;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.operate.query.SagaRow;
import dev.sagas.protocol.WaitReason;
import java.util.Map;
import java.util.TreeMap;

/**
 * Live sagas, counted.
 *
 * <ul>
 *   <li>Memory grows with the participants and versions, not with the sagas.
 * </ul>
 */
final class SagaCensus {
  private long sagas;
  private long unreadable;
  private final Map<String, Waiting> byParticipant = new TreeMap<>();
  private final Map<String, Waiting> byVersion = new TreeMap<>();
  private final Map<String, Waiting> byIncident = new TreeMap<>();

  /**
   * Sagas that wait for the same thing.
   *
   * @param oldest the id of the one that has waited longest
   * @param sinceMs since when it has waited, epoch ms
   */
  record Waiting(long sagas, String oldest, long sinceMs) {
    Waiting and(Waiting other) {
      Waiting older = sinceMs <= other.sinceMs ? this : other;
      return new Waiting(sagas + other.sagas, older.oldest, older.sinceMs);
    }
  }

  /** A saga counts once for each participant and each kind of incident. */
  void add(SagaRow row) {
    sagas++;
    put(
        byVersion,
        version(row.identity().type().value(), row.identity().version()),
        row,
        row.sinceMs());
    Map<String, Long> participants = new TreeMap<>();
    Map<String, Long> incidents = new TreeMap<>();
    for (WaitReason reason : row.reasons()) {
      switch (reason.kind()) {
        case REPLY, RETRY -> participants.merge(reason.on(), reason.sinceMs(), Math::min);
        case INCIDENT -> incidents.merge(code(reason), reason.sinceMs(), Math::min);
        case SIGNAL, SLEEP, PAUSED -> {}
      }
    }
    participants.forEach((name, sinceMs) -> put(byParticipant, name, row, sinceMs));
    incidents.forEach((code, sinceMs) -> put(byIncident, code, row, sinceMs));
  }

  /** Checkpoints that do not match their digest. */
  void addUnreadable(long checkpoints) {
    unreadable += checkpoints;
  }

  private static void put(Map<String, Waiting> counts, String key, SagaRow row, long sinceMs) {
    counts.merge(key, new Waiting(1, row.identity().id().value(), sinceMs), Waiting::and);
  }

  /** The detail of an incident's reason begins with its code. */
  private static String code(WaitReason reason) {
    int end = reason.detail().indexOf(':');
    return end < 0 ? reason.detail() : reason.detail().substring(0, end);
  }

  /** How a version is named in this package. */
  static String version(String type, int version) {
    return type + " version " + version;
  }

  long sagas() {
    return sagas;
  }

  long unreadable() {
    return unreadable;
  }

  /** By participant: those that wait for its answer, or for their next attempt with it. */
  Map<String, Waiting> byParticipant() {
    return byParticipant;
  }

  /** By type and version. */
  Map<String, Waiting> byVersion() {
    return byVersion;
  }

  /** By {@link IncidentCode}. */
  Map<String, Waiting> byIncident() {
    return byIncident;
  }
}
