package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** What the fence's contracts work with: a stock of 100, and the commands of one step. */
interface FenceBench {
  long FENCE_UNTIL_MS = 2_000_000;

  DataSource dataSource();

  Fence fence();

  /** Two threads, for commands that meet. */
  ExecutorService threads();

  FencedCommand execute();

  /** From now on {@link #execute()} and {@link #compensate} are those of this key. */
  void useExecute(DeduplicationKey key);

  default FencedCommand compensate(int epoch, boolean unknown) {
    DeduplicationKey execute = execute().key();
    DeduplicationKey own = key(execute.sagaId().value(), Action.COMPENSATE, epoch);
    return new FencedCommand(own, execute, unknown, FENCE_UNTIL_MS);
  }

  default EncodedReply onceAfter(CyclicBarrier start, FencedCommand command, FencedWork work)
      throws Exception {
    start.await(20, TimeUnit.SECONDS);
    return once(command, work);
  }

  /** As the participant does it: what is likely to pass is tried again. */
  default EncodedReply once(FencedCommand command, FencedWork work) throws Exception {
    while (true) {
      try {
        return fence().once(command, true, work).orElseThrow();
      } catch (SQLException | TransientFailureException e) {
        if (!DatabaseErrors.isTransient(e)) {
          throw e;
        }
      }
    }
  }

  default int stock() throws SQLException {
    try (Connection connection = dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT amount FROM balance WHERE name = 'stock'");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  static DeduplicationKey key(String sagaId, Action action, int epoch) {
    return new DeduplicationKey(
        new SagaId(sagaId), new RunId("0123456789ab"), new StepName("reserve"), action, epoch);
  }

  static String text(EncodedReply reply) {
    return new String(reply.value(), StandardCharsets.UTF_8);
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
