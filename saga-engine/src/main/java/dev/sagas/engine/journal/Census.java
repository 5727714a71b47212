package dev.sagas.engine.journal;

import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.SagaType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * The live runs, and a sample of those that ended.
 *
 * <ul>
 *   <li>Keeps the keys of live runs, and of the sampled ended ones of each type.
 * </ul>
 */
final class Census {
  private final CheckOptions options;
  private final Random random;
  private final Set<RunKey> live = new HashSet<>();
  private final Map<SagaType, PriorityQueue<Ended>> ended = new HashMap<>();

  /** The entry with the lower rank is dropped. */
  private record Ended(long rank, RunKey key) {}

  Census(CheckOptions options) {
    this.options = options;
    this.random = new Random(options.seed().orElse(0));
  }

  void accept(ReadEntry read) {
    JournalEntry entry = read.entry();
    if (entry.note().isPresent()) {
      return;
    }
    if (!RunFold.ends(entry)) {
      live.add(read.key());
      return;
    }
    live.remove(read.key());
    PriorityQueue<Ended> kept =
        ended.computeIfAbsent(
            entry.identity().type(),
            type -> new PriorityQueue<>(Comparator.comparingLong(Ended::rank)));
    // The runs of the highest of many random ranks are a random sample.
    long rank = options.seed().isPresent() ? random.nextLong() : entry.atMs();
    kept.add(new Ended(rank, read.key()));
    if (kept.size() > options.sample()) {
      kept.remove();
    }
  }

  /** The live runs. */
  Set<RunKey> live() {
    return Set.copyOf(live);
  }

  /** The sample. */
  Set<RunKey> sample() {
    Set<RunKey> keys = new HashSet<>();
    ended.values().forEach(kept -> kept.forEach(run -> keys.add(run.key())));
    return keys;
  }
}
