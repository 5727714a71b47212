package dev.sagas.operate.doctor;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.index.live.LiveWait;
import java.util.Map;
import java.util.Optional;
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
  void add(LiveSaga saga) {
    sagas++;
    put(
        byVersion,
        version(saga.definition().type().value(), saga.definition().version()),
        saga,
        saga.sinceMs());
    Map<String, Long> participants = new TreeMap<>();
    Map<String, Long> incidents = new TreeMap<>();
    for (LiveWait wait : saga.waits()) {
      switch (wait.key().kind()) {
        case REPLY, RETRY -> count(participants, wait.key().participant(), wait);
        case INCIDENT -> count(incidents, wait.key().incidentCode(), wait);
        case SIGNAL, SLEEP, CAPACITY, PAUSED -> {}
      }
    }
    participants.forEach((name, sinceMs) -> put(byParticipant, name, saga, sinceMs));
    incidents.forEach((code, sinceMs) -> put(byIncident, code, saga, sinceMs));
  }

  /** Checkpoints that do not match their digest. */
  void addUnreadable(long checkpoints) {
    unreadable += checkpoints;
  }

  private static void put(Map<String, Waiting> counts, String key, LiveSaga saga, long sinceMs) {
    counts.merge(key, new Waiting(1, saga.id().value(), sinceMs), Waiting::and);
  }

  private static void count(Map<String, Long> since, Optional<String> name, LiveWait wait) {
    name.ifPresent(known -> since.merge(known, wait.sinceMs(), Math::min));
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
