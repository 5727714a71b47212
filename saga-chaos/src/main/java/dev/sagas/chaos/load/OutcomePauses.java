package dev.sagas.chaos.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How long no saga ended although some were in flight.
 *
 * <ul>
 *   <li>A pause begins with an outcome, or with a start when no saga was in flight, and ends with
 *       the next outcome. The last one ends when it was asked for.
 *   <li>A pause belongs to a window if they overlap, and counts in its full length.
 *   <li>Times are epoch ms of a clock that never steps.
 * </ul>
 */
public final class OutcomePauses {
  private final List<Event> events;
  private final long nowMs;

  OutcomePauses(List<Event> events, long nowMs) {
    this.events = List.copyOf(events);
    this.nowMs = nowMs;
  }

  /**
   * That a saga was started, or ended.
   *
   * @param partition of the saga
   */
  record Event(long atMs, int partition, boolean isStart) {}

  private record Pause(long fromMs, long toMs) {
    boolean overlaps(long windowFromMs, long windowToMs) {
      return fromMs < windowToMs && toMs > windowFromMs;
    }
  }

  /** The longest pause of all sagas together, in ms; 0 if there is none. */
  public long longestMs() {
    return longestMs(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** The longest pause of all sagas together that overlaps a window, in ms. */
  public long longestMs(long fromMs, long toMs) {
    return longest(event -> true, fromMs, toMs);
  }

  /**
   * The longest pause of the sagas of one partition, in ms. With few sagas in a partition much of
   * it is the time that they take.
   */
  public long longestOfPartitionMs(long fromMs, long toMs) {
    return events.stream()
        .mapToInt(Event::partition)
        .distinct()
        .mapToLong(partition -> longest(event -> event.partition() == partition, fromMs, toMs))
        .max()
        .orElse(0);
  }

  private long longest(Predicate<Event> filter, long fromMs, long toMs) {
    return pauses(events.stream().filter(filter).toList()).stream()
        .filter(pause -> pause.overlaps(fromMs, toMs))
        .mapToLong(pause -> pause.toMs() - pause.fromMs())
        .max()
        .orElse(0);
  }

  private List<Pause> pauses(List<Event> ordered) {
    List<Pause> pauses = new ArrayList<>();
    int inFlight = 0;
    long sinceMs = nowMs;
    for (Event event : ordered) {
      if (!event.isStart()) {
        pauses.add(new Pause(sinceMs, event.atMs()));
        inFlight--;
        sinceMs = event.atMs();
      } else if (inFlight++ == 0) {
        sinceMs = event.atMs();
      }
    }
    if (inFlight > 0) {
      pauses.add(new Pause(sinceMs, nowMs));
    }
    return pauses;
  }
}
