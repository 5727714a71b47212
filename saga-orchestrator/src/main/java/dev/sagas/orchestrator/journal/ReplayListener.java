package dev.sagas.orchestrator.journal;

/**
 * Is told what a replay finds, while it reads; nothing is kept for it.
 *
 * <ul>
 *   <li>Called by the thread that replays. What it throws ends the replay.
 * </ul>
 */
public interface ReplayListener {
  /** A run was rebuilt. A run that has ended is told when its end is read, others at the end. */
  void rebuilt(Rebuilt run);

  /** A run, or a saga that was asked for, cannot be rebuilt. */
  void unbuildable(Unbuildable run);

  /**
   * So many records were read.
   *
   * @param of how many there were at the beginning; records that were never committed count
   */
  default void progress(long records, long of) {}
}
