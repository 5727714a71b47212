package dev.sagas.comparison.load;

import java.util.List;
import java.util.Map;

/**
 * An engine that runs the saga of three steps: a car, a room and a seat, each answered at once.
 *
 * <ul>
 *   <li>It runs on this machine, and is ready when it has been made.
 *   <li>{@link #start} is called by one thread; the listener may be called by any, once for each
 *       saga.
 * </ul>
 */
public interface ComparedEngine extends AutoCloseable {
  /** How it is called in the report, with its version. */
  String name();

  /** What a reader must know of its settings. */
  Map<String, String> facts();

  /** The processes whose CPU is counted. */
  List<MeasuredProcess> processes();

  /** Starts a saga, and tells the listener how it ended as soon as the engine shows it. */
  void start(TripOrder order, TripListener listener);

  /**
   * Looks into what the engine has stored, after the last saga has ended.
   *
   * @throws ComparisonFailure if these are not as many sagas as it says to have ended so
   */
  void verify(Map<TripEnd, Long> ended);

  @Override
  void close();
}
