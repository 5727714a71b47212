package dev.sagas.index.live;

import java.util.Comparator;

/** In which order sagas are listed; sagas that are equal in it are in the order of their ids. */
public enum LiveOrder {
  /** The longest waiting first. */
  WAITING,
  /** The newest first. */
  STARTED,
  /** By id. */
  ID;

  long rank(LiveSaga saga, long sinceMs) {
    return switch (this) {
      case WAITING -> sinceMs;
      case STARTED -> -saga.startedAtMs();
      case ID -> 0;
    };
  }

  static Comparator<Ranked> comparator() {
    return Comparator.comparingLong(Ranked::rank).thenComparing(ranked -> ranked.saga().id());
  }

  /**
   * A saga and its place.
   *
   * @param rank lower is earlier
   * @param sinceMs since when it waits for what is asked for, epoch ms
   */
  record Ranked(long rank, long sinceMs, LiveSaga saga) {}
}
