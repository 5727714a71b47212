package dev.sagas.index.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The newest actions of people that one instance committed.
 *
 * <ul>
 *   <li>Bounded: the {@value #LIMIT} newest of each origin, so that many starts displace no
 *       operation. Those from before the instance took up a partition are in the journal alone;
 *       {@link #sinceMs} says from when on nothing is missing.
 *   <li>Thread-safe.
 * </ul>
 */
public final class ActionBoard {
  /** How many of each origin are kept. */
  public static final int LIMIT = 1_000;

  private final Map<Origin, Newest> actions = new EnumMap<>(Origin.class);

  /** Nothing was done yet. */
  public ActionBoard() {
    for (Origin origin : Origin.values()) {
      actions.put(origin, new Newest());
    }
  }

  /** How an action got to its saga. */
  public enum Origin {
    /** An operation of an operator. */
    OPERATION,
    /** A start or a signal that says who asked for it. */
    REQUEST
  }

  /** The newest of one origin. */
  private static final class Newest {
    private final Deque<AppliedAction> newestFirst = new ArrayDeque<>();
    private OptionalLong sinceMs = OptionalLong.empty();

    void opened(long atMs) {
      sinceMs = OptionalLong.of(Math.max(atMs, sinceMs.orElse(atMs)));
    }

    void add(AppliedAction action) {
      newestFirst.addFirst(action);
      if (newestFirst.size() > LIMIT) {
        opened(newestFirst.removeLast().atMs());
      }
    }
  }

  /** A partition was taken up: what another instance did in it before is not known. */
  public synchronized void opened(long atMs) {
    actions.values().forEach(newest -> newest.opened(atMs));
  }

  /** Something was done. */
  public synchronized void add(Origin origin, AppliedAction action) {
    newest(origin).add(action);
  }

  private Newest newest(Origin origin) {
    return Optional.ofNullable(actions.get(origin)).orElseThrow();
  }

  /** Those of these origins, the newest first. */
  public synchronized List<AppliedAction> newest(Collection<Origin> origins) {
    List<AppliedAction> all = new ArrayList<>();
    Set.copyOf(origins).forEach(origin -> all.addAll(newest(origin).newestFirst));
    all.sort(Comparator.comparingLong(AppliedAction::atMs).reversed());
    return all;
  }

  /**
   * From when on all actions of these origins are here, epoch ms; empty before there is a
   * partition.
   */
  public synchronized OptionalLong sinceMs(Collection<Origin> origins) {
    return origins.stream().flatMapToLong(origin -> newest(origin).sinceMs.stream()).max();
  }
}
