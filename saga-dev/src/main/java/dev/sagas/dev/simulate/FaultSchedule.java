package dev.sagas.dev.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What befalls a whole world: orchestrators that die, participants that are away. */
final class FaultSchedule {
  private static final long STORM_MS = 40_000;
  private static final int CRASHES = 6;
  private static final long CRASH_EVERY_MS = 3_000;
  private static final double CRASH_CHANCE = 0.5;
  private static final long SHORT_MS = 1_500;
  private static final long LONG_MS = 5 * 3_600_000L;
  private static final double LONG_CHANCE = 0.02;
  private static final double SKEW_CHANCE = 0.3;
  private static final double PARTICIPANT_CHANCE = 0.3;

  private final Dice dice;
  private final Fates fates;
  private final long startMs;
  private final List<List<Outage>> ofPartitions = new ArrayList<>();
  private final Map<String, Outage> ofParticipants = new HashMap<>();
  private long stormEndMs;

  /**
   * The time in which something is away.
   *
   * @param skewMs by how much the clock differs afterwards
   */
  record Outage(long fromMs, long toMs, long skewMs) {}

  FaultSchedule(Dice dice, Fates fates, long startMs, int partitions) {
    this.dice = dice;
    this.fates = fates;
    this.startMs = startMs;
    this.stormEndMs = startMs + STORM_MS;
    for (int partition = 0; partition < partitions; partition++) {
      ofPartitions.add(crashes(partition));
    }
    for (String participant : DefinitionMaker.PARTICIPANTS) {
      long key = participant.hashCode();
      if (fates.strikes(SimulatedFaultKind.PARTICIPANT_DOWN, PARTICIPANT_CHANCE, key)) {
        long fromMs = startMs + dice.between(0, STORM_MS / 4, key);
        long toMs = fromMs + dice.between(100, STORM_MS / 2, Dice.key(key, 1));
        ofParticipants.put(participant, new Outage(fromMs, toMs, 0));
      }
    }
  }

  private List<Outage> crashes(int partition) {
    List<Outage> crashes = new ArrayList<>();
    long atMs = startMs;
    for (int number = 0; number < CRASHES; number++) {
      long key = Dice.key(partition, number);
      atMs += dice.between(50, CRASH_EVERY_MS, key);
      if (fates.strikes(SimulatedFaultKind.ORCHESTRATOR_CRASH, CRASH_CHANCE, key)) {
        boolean isLong = fates.strikes(SimulatedFaultKind.LONG_OUTAGE, LONG_CHANCE, key);
        long forMs = dice.between(20, isLong ? LONG_MS : SHORT_MS, Dice.key(key, 1));
        boolean skews = fates.strikes(SimulatedFaultKind.CLOCK_SKEW, SKEW_CHANCE, key);
        long skewMs = skews ? dice.between(-500, 500, Dice.key(key, 2)) : 0;
        crashes.add(new Outage(atMs, atMs + forMs, skewMs));
        atMs += forMs;
        stormEndMs = Math.max(stormEndMs, atMs + 1_000);
      }
    }
    return crashes;
  }

  /** When a partition's orchestrator dies and comes back, in order. */
  List<Outage> crashesOf(int partition) {
    return ofPartitions.get(partition);
  }

  /** The earliest time from now on at which the participant is there. */
  long isBack(String participant, long nowMs) {
    Outage outage = ofParticipants.get(participant);
    return outage != null && outage.fromMs() <= nowMs && nowMs < outage.toMs()
        ? outage.toMs()
        : nowMs;
  }

  /** When nothing goes wrong any more. */
  long stormEndMs() {
    return stormEndMs;
  }
}
