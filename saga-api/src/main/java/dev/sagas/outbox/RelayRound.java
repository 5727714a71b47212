package dev.sagas.outbox;

import dev.sagas.internal.LocalTransaction;
import dev.sagas.outbox.OutboxTable.SetAside;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction of the relay: locks rows, sends them, deletes those that were acknowledged.
 *
 * <p>A round holds at most one row of each saga, and keeps it locked until Kafka has answered. So
 * whichever relay works on it, no row is sent before the previous one was acknowledged. It reads
 * committed data, because rows that others have deleted in the meantime must be skipped.
 */
final class RelayRound {
  private static final Logger LOG = LoggerFactory.getLogger(RelayRound.class);

  private final DataSource dataSource;
  private final OutboxTable table;
  private final int maxRows;
  private final Wakeup wakeup;
  private final Clock clock = Clock.systemUTC();

  RelayRound(DataSource dataSource, OutboxTable table, int maxRows, Wakeup wakeup) {
    this.dataSource = dataSource;
    this.table = table;
    this.maxRows = maxRows;
    this.wakeup = wakeup;
  }

  /** How many rows were sent or set aside, and why others were not. */
  record Result(int done, Optional<Exception> problem) {}

  Result run(Producer<byte[], byte[]> producer) throws SQLException, InterruptedException {
    try (Connection connection = dataSource.getConnection();
        LocalTransaction transaction = LocalTransaction.beginReadCommitted(connection)) {
      List<Sending> sent = send(table.lockFirsts(connection, maxRows), producer);
      Result result = settle(connection, sent);
      transaction.commit();
      return result;
    }
  }

  /** After a topic has kept the producer waiting without success, its other rows are not tried. */
  private List<Sending> send(List<OutboxRow> rows, Producer<byte[], byte[]> producer)
      throws InterruptedException {
    List<Sending> sent = new ArrayList<>();
    Set<String> failing = new HashSet<>();
    for (OutboxRow row : rows) {
      if (failing.contains(row.record().topic())) {
        continue;
      }
      Sending sending = Sending.of(row, producer);
      sent.add(sending);
      if (sending.isDone()
          && sending.problem(wakeup).filter(problem -> !Sending.isForGood(problem)).isPresent()) {
        failing.add(row.record().topic());
      }
    }
    return sent;
  }

  private Result settle(Connection connection, List<Sending> sent)
      throws SQLException, InterruptedException {
    List<OutboxRow> acknowledged = new ArrayList<>();
    Optional<Exception> failure = Optional.empty();
    int setAside = 0;
    for (Sending sending : sent) {
      Optional<Exception> problem = sending.problem(wakeup);
      if (problem.isEmpty()) {
        acknowledged.add(sending.row());
      } else if (Sending.isForGood(problem.get())) {
        setAside(connection, sending.row(), problem.get());
        setAside++;
      } else {
        failure = problem;
      }
    }
    table.delete(connection, acknowledged);
    return new Result(acknowledged.size() + setAside, failure);
  }

  private void setAside(Connection connection, OutboxRow row, Exception problem)
      throws SQLException {
    String error = problem.getClass().getSimpleName() + ": " + problem.getMessage();
    LOG.error("The outbox's {} can never be sent and is set aside: {}", row, error);
    table.setAside(connection, row, new SetAside(error, clock.millis()));
  }
}
