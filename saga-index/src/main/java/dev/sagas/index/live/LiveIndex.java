package dev.sagas.index.live;

import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The live sagas of the partitions of one instance.
 *
 * <ul>
 *   <li>Shows what is committed. A partition that is being filled after a restore shows what is
 *       there so far, and is {@linkplain #filling named}; what it shows from the store may be a few
 *       milliseconds ahead of its commit.
 *   <li>Counts are kept; a list looks at each saga once.
 *   <li>A live saga takes at most 300 bytes, and its labels if no other saga has the same. Of each
 *       partition, the whole states of some that changed last are kept until somebody asks.
 *   <li>Thread-safe.
 * </ul>
 */
public final class LiveIndex {
  /** The longest page. */
  public static final int MAX_PAGE = 1_000;

  private final Map<Integer, PartitionIndex> partitions = new ConcurrentHashMap<>();
  private final SagaReader reader = new SagaReader();
  private final RateBoard rates = new RateBoard();
  private final AttemptBoard attempts = new AttemptBoard();
  private final ActionBoard actions = new ActionBoard();
  private final RestoreBoard restores = new RestoreBoard();
  private final LiveChanges changes = new LiveChanges();

  /**
   * Begins a partition, empty.
   *
   * @return takes the states that are in its store; ends the filling when it is run without one
   */
  public Filling open(int partition) {
    PartitionIndex index = new PartitionIndex(reader);
    partitions.put(partition, index);
    return new Filling(index, reader, () -> partitions.get(partition) == index);
  }

  /** Forgets a partition. */
  public void close(int partition) {
    partitions.remove(partition);
  }

  /** A state was committed; one that has ended leaves the index. */
  public void committed(int partition, SagaState state) {
    committed(partition, List.of(CommittedState.of(state)));
  }

  /** The same of several states, the oldest first, that were looked at before. */
  public void committed(int partition, List<CommittedState> states) {
    PartitionIndex index = partitions.get(partition);
    if (index == null) {
      return;
    }
    index.committed(states);
    if (changes.isHeard()) {
      states.forEach(state -> changes.publish(SagaChanged.of(reader.read(state.state()))));
    }
  }

  /** Fills a partition from its store. */
  public static final class Filling {
    private final PartitionIndex index;
    private final SagaReader reader;
    private final BooleanSupplier wanted;

    private Filling(PartitionIndex index, SagaReader reader, BooleanSupplier wanted) {
      this.index = index;
      this.reader = reader;
      this.wanted = wanted;
    }

    /** False once the partition was closed or opened again: there is nothing to fill any more. */
    public boolean isWanted() {
      return wanted.getAsBoolean();
    }

    /** A state that is in the store. */
    public void add(SagaState state) {
      if (!state.status().isTerminal()) {
        index.fill(reader.read(state));
      }
    }

    /** All states were added. */
    public void done() {
      index.filled();
    }
  }

  /** What began and ended here. */
  public RateBoard rates() {
    return rates;
  }

  /** How attempts ended here. */
  public AttemptBoard attempts() {
    return attempts;
  }

  /** What operators did here. */
  public ActionBoard actions() {
    return actions;
  }

  /** Notifies of what is committed here. */
  public LiveChanges changes() {
    return changes;
  }

  /** What is being restored here. */
  public RestoreBoard restores() {
    return restores;
  }

  /** The partitions that are here. */
  public Set<Integer> partitions() {
    return new TreeSet<>(partitions.keySet());
  }

  /** The partitions whose sagas are not all here yet. */
  public Set<Integer> filling() {
    Set<Integer> filling = new TreeSet<>();
    partitions.forEach(
        (partition, index) -> {
          if (!index.isFilled()) {
            filling.add(partition);
          }
        });
    return filling;
  }

  /** How many sagas are here. */
  public long size() {
    return partitions.values().stream().mapToLong(PartitionIndex::size).sum();
  }

  /** How many sagas of a partition are here; empty if the partition is not, or is being filled. */
  public OptionalLong size(int partition) {
    PartitionIndex index = partitions.get(partition);
    return index == null || !index.isFilled()
        ? OptionalLong.empty()
        : OptionalLong.of(index.size());
  }

  /** What is known of a saga; empty if it is not live, or not here. */
  public Optional<LiveSaga> find(SagaId id) {
    return partitions.values().stream().flatMap(index -> index.find(id).stream()).findFirst();
  }

  /** How many sagas there are of each kind; each saga counts once. */
  public Map<CountKey, Long> counts() {
    Map<CountKey, Long> sum = new HashMap<>();
    partitions
        .values()
        .forEach(index -> index.counts().forEach((key, count) -> sum.merge(key, count, Long::sum)));
    return sum;
  }

  /** How many waits there are of each kind; a saga counts for each of its waits. */
  public Map<WaitCount, Long> waits() {
    Map<WaitCount, Long> sum = new HashMap<>();
    partitions
        .values()
        .forEach(index -> index.waits().forEach((key, count) -> sum.merge(key, count, Long::sum)));
    return sum;
  }

  /** Since when the longest wait of each kind lasts, epoch ms; looks at every saga. */
  public Map<WaitKey, Long> oldest() {
    Map<WaitKey, Long> oldest = new HashMap<>();
    forEach(
        saga -> saga.waits().forEach(wait -> oldest.merge(wait.key(), wait.sinceMs(), Math::min)));
    return oldest;
  }

  /** Passes on every saga, in no particular order. */
  public void forEach(Consumer<LiveSaga> sink) {
    partitions.values().forEach(index -> index.sagas().forEach(sink));
  }

  /**
   * One page of the sagas that match.
   *
   * @param after where the page before ended; empty for the first page
   * @param limit how many rows, 1 to {@value #MAX_PAGE}
   */
  public LivePage list(LiveFilter filter, LiveOrder order, Optional<LiveCursor> after, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException(
          "Expected a page of 1 to " + MAX_PAGE + " sagas, but got " + limit);
    }
    Selection selection = new Selection(after, limit);
    forEach(
        saga -> {
          OptionalLong sinceMs = filter.sinceMs(saga);
          if (sinceMs.isPresent()) {
            long since = sinceMs.getAsLong();
            selection.add(new LiveOrder.Ranked(order.rank(saga, since), since, saga));
          }
        });
    return selection.page();
  }

  /** Keeps the first sagas after a cursor. */
  private static final class Selection {
    private final Optional<LiveCursor> after;
    private final int limit;
    private final PriorityQueue<LiveOrder.Ranked> first =
        new PriorityQueue<>(LiveOrder.comparator().reversed());
    private long matched;
    private boolean more;

    Selection(Optional<LiveCursor> after, int limit) {
      this.after = after;
      this.limit = limit;
    }

    void add(LiveOrder.Ranked ranked) {
      matched++;
      if (after.isPresent() && !after.get().isBefore(ranked)) {
        return;
      }
      LiveOrder.Ranked last = first.size() < limit ? null : first.peek();
      if (last == null) {
        first.add(ranked);
        return;
      }
      more = true;
      if (LiveOrder.comparator().compare(ranked, last) < 0) {
        first.poll();
        first.add(ranked);
      }
    }

    LivePage page() {
      List<LivePage.Row> rows = new ArrayList<>(first.size());
      first.stream()
          .sorted(LiveOrder.comparator())
          .forEach(
              ranked -> rows.add(new LivePage.Row(ranked.rank(), ranked.sinceMs(), ranked.saga())));
      Optional<LiveCursor> next = Optional.empty();
      if (more) {
        LivePage.Row last = rows.get(rows.size() - 1);
        next = Optional.of(new LiveCursor(last.rank(), last.saga().id()));
      }
      return new LivePage(rows, matched, next);
    }
  }
}
