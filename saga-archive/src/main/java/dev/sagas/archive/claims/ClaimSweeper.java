package dev.sagas.archive.claims;

import dev.sagas.claims.ClaimKeys;
import dev.sagas.claims.MarkedStore;
import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Deletes the contents that no record needs and nobody has stored for some time (mark and sweep).
 *
 * <ul>
 *   <li>Safe while orchestrators, participants and clients store and load. What is to be deleted is
 *       first <i>condemned</i>; then the days on which it was stored are listed again, and what was
 *       written meanwhile is read; only then it is deleted. A writer that finds what it has stored
 *       condemned waits and repeats.
 *   <li>May be killed at any time. What it leaves condemned, the next run finishes, or releases if
 *       somebody waits for it.
 *   <li>Two runs never collect in one store at the same time: the second is refused.
 * </ul>
 */
public final class ClaimSweeper {
  private static final int MAX_BATCH = 1_000;
  private static final String NOTHING = "0 bytes\n";

  private final ObjectStore store;
  private final ClaimRecords records;
  private final SweepSettings settings;
  private final Clock clock;
  private final NeededClaims needed = new NeededClaims();
  private final FenceMemory memory = new FenceMemory();
  private final Map<String, Long> batch = new TreeMap<>();
  private final LocalDate firstYoungDay;
  private SweepReport.Amount storedCount = SweepReport.Amount.NONE;
  private SweepReport.Amount neededCount = SweepReport.Amount.NONE;
  private SweepReport.Amount youngCount = SweepReport.Amount.NONE;
  private SweepReport.Amount collectedCount = SweepReport.Amount.NONE;
  private long spared;
  private long leftovers;
  private boolean isDeleting;

  /** A run over this store, for which these records count. */
  public ClaimSweeper(
      ObjectStore store, ClaimRecords records, SweepSettings settings, Clock clock) {
    this.store = store;
    this.records = records;
    this.settings = settings;
    this.clock = clock;
    this.firstYoungDay =
        LocalDate.ofInstant(clock.instant().minus(settings.keep()), ZoneOffset.UTC);
  }

  /**
   * Runs once.
   *
   * @param deployment whose records these are
   * @throws ClaimsException if nothing may be deleted: another run may be alive, the store is
   *     another deployment's, or a participant may need objects for longer
   */
  public SweepReport run(String deployment) {
    if (!MarkedStore.isMarked(store)) {
      return nothing();
    }
    if (settings.isDryRun()) {
      SweepTurn.check(store, deployment);
      return survey();
    }
    SweepTurn turn = SweepTurn.begin(store, deployment, clock.instant(), settings.isTakeOver());
    try {
      releaseYoung();
      mark();
      for (String digits : ClaimFolder.all()) {
        sweep(ClaimFolder.list(store, digits));
        if (batch.size() >= MAX_BATCH) {
          collect(turn);
        }
      }
      collect(turn);
      turn.end();
      return report();
    } catch (RuntimeException e) {
      endAfter(e, turn);
      throw e;
    }
  }

  /** Of a store that has never been used; a store that somebody needs has been. */
  private SweepReport nothing() {
    mark();
    if (needed.size() > 0) {
      MarkedStore.require(store);
    }
    return report();
  }

  /** A request to delete whose answer was lost may yet take effect: then nobody begins soon. */
  private void endAfter(RuntimeException failure, SweepTurn turn) {
    if (!isDeleting) {
      try {
        batch.keySet().forEach(sha256 -> store.delete(ClaimKeys.condemned(sha256)));
        turn.end();
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private SweepReport survey() {
    mark();
    leftovers = ClaimFolder.condemned(store).size();
    for (String digits : ClaimFolder.all()) {
      ClaimFolder folder = ClaimFolder.list(store, digits);
      folder.contents().forEach((sha256, bytes) -> classify(folder, sha256, bytes));
    }
    batch.values().forEach(bytes -> collectedCount = collectedCount.plus(bytes));
    return report();
  }

  private SweepReport report() {
    return new SweepReport(storedCount, neededCount, youngCount, collectedCount, spared, leftovers);
  }

  /** Before anything that takes long: somebody may be waiting for what a killed run condemned. */
  private void releaseYoung() {
    for (String sha256 : ClaimFolder.condemned(store)) {
      leftovers++;
      if (isYoung(ClaimFolder.leases(store, sha256))) {
        store.delete(ClaimKeys.condemned(sha256));
      }
    }
  }

  private boolean isYoung(List<LocalDate> leases) {
    return leases.stream().anyMatch(day -> !day.isBefore(firstYoungDay));
  }

  private void mark() {
    records.readNew(this::see);
    memory.requireAtMost(settings.keep());
  }

  private void see(ConsumerRecord<byte[], byte[]> record) {
    needed.add(record);
    memory.add(record);
  }

  private void sweep(ClaimFolder folder) {
    for (String sha256 : folder.digests()) {
      Long bytes = folder.contents().get(sha256);
      if (bytes == null || !classify(folder, sha256, bytes)) {
        tidy(folder, sha256);
      }
    }
  }

  /** Whether a content is to be collected. */
  private boolean classify(ClaimFolder folder, String sha256, long bytes) {
    storedCount = storedCount.plus(bytes);
    if (needed.contains(sha256)) {
      neededCount = neededCount.plus(bytes);
      return false;
    }
    if (isYoung(folder.leasesOf(sha256))) {
      youngCount = youngCount.plus(bytes);
      return false;
    }
    batch.put(sha256, bytes);
    return true;
  }

  /** Of a content that stays, or is not there: what a killed run or writer has left. */
  private void tidy(ClaimFolder folder, String sha256) {
    deleteOld(sha256, folder.leasesOf(sha256));
    if (folder.condemned().contains(sha256)) {
      store.delete(ClaimKeys.condemned(sha256));
    }
  }

  /** Never a young one: its writer may be about to look whether it is condemned. */
  private void deleteOld(String sha256, List<LocalDate> leases) {
    for (LocalDate day : leases) {
      if (day.isBefore(firstYoungDay)) {
        store.delete(ClaimKeys.lease(sha256, day));
      }
    }
  }

  private void collect(SweepTurn turn) {
    if (batch.isEmpty()) {
      return;
    }
    for (String sha256 : batch.keySet()) {
      boolean unused =
          store.putIfAbsent(
              ClaimKeys.condemned(sha256),
              ObjectContent.of(NOTHING.getBytes(StandardCharsets.US_ASCII)));
    }
    Map<String, List<LocalDate>> leases = new TreeMap<>();
    batch.keySet().forEach(sha256 -> leases.put(sha256, ClaimFolder.leases(store, sha256)));
    mark();
    turn.require(clock.instant());
    isDeleting = true;
    batch.forEach((sha256, bytes) -> decide(sha256, bytes, leases.getOrDefault(sha256, List.of())));
    isDeleting = false;
    batch.clear();
  }

  private void decide(String sha256, long bytes, List<LocalDate> leases) {
    if (needed.contains(sha256)) {
      neededCount = neededCount.plus(bytes);
      spared++;
    } else if (isYoung(leases)) {
      youngCount = youngCount.plus(bytes);
      spared++;
    } else {
      store.delete(ClaimKeys.content(sha256));
      collectedCount = collectedCount.plus(bytes);
    }
    deleteOld(sha256, leases);
    store.delete(ClaimKeys.condemned(sha256));
  }
}
