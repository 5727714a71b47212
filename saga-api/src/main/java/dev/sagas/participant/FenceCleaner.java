package dev.sagas.participant;

import java.sql.SQLException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes expired rows of the fence, in small transactions. */
final class FenceCleaner implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(FenceCleaner.class);
  private static final int BATCH_ROWS = 500;
  private static final int MAX_BATCHES = 100;

  private final Fence fence;
  private final Clock clock;

  FenceCleaner(Fence fence, Clock clock) {
    this.fence = fence;
    this.clock = clock;
  }

  // Nothing may escape, or the scheduler would not call it again.
  @Override
  public void run() {
    try {
      int batches = 0;
      while (batches < MAX_BATCHES
          && fence.deleteExpired(clock.instant(), BATCH_ROWS) == BATCH_ROWS) {
        batches++;
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("Expired rows of the fence were not deleted; trying again later", e);
    }
  }
}
