package dev.sagas.engine.journal;

/**
 * Is notified of what a replay finds, while it reads; nothing is kept for it.
 *
 * <ul>
 *   <li>Called by the thread that replays. An exception aborts the replay.
 * </ul>
 */
public interface ReplayListener {
  /**
   * A run was rebuilt. A run that has ended is reported when its end is read, others at the end.
   */
  void rebuilt(Rebuilt run);

  /** A run, or a requested saga, cannot be rebuilt. */
  void unbuildable(Unbuildable run);

  /**
   * This many records were read.
   *
   * @param of how many there were at the beginning; records that were never committed count
   */
  default void progress(long records, long of) {}
}
