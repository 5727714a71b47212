package dev.sagas.spring.transaction;

import dev.sagas.client.SagaStart;
import dev.sagas.outbox.SagaOutbox;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Starts and signals sagas in the current transaction: sent if and when it commits.
 *
 * <ul>
 *   <li>Every method needs a transaction of the application's manager on its thread; without one it
 *       throws {@link IllegalStateException}.
 *   <li>Can be used in a {@link dev.sagas.spring.SagaHandler}: sent if its step succeeds.
 *   <li>A row that cannot be written throws Spring's {@code DataAccessException}.
 *   <li>The relay is woken after the commit.
 *   <li>Thread-safe.
 * </ul>
 */
public final class TransactionalOutbox {
  private final SagaOutbox outbox;
  private final DataSource dataSource;
  private final Runnable afterCommit;

  /**
   * An outbox in that database.
   *
   * @param afterCommit wakes the relay
   */
  public TransactionalOutbox(SagaOutbox outbox, DataSource dataSource, Runnable afterCommit) {
    this.outbox = outbox;
    this.dataSource = dataSource;
    this.afterCommit = afterCommit;
  }

  /** Starts a saga; returns the request's id. See {@link SagaOutbox#start}. */
  public String start(SagaStart start) {
    return within("start of saga " + start.sagaId(), on -> outbox.start(on, start));
  }

  /** The same for the newest version, without labels and without an answer. */
  public String start(String type, String sagaId, SpecificRecord data) {
    return start(SagaStart.of(type, sagaId, data));
  }

  /** Signals a saga; returns the row's id. See {@link SagaOutbox#signal}. */
  public String signal(SagaId sagaId, SignalName name, SpecificRecord signal) {
    return within("signal of saga " + sagaId, on -> outbox.signal(on, sagaId, name, signal));
  }

  /** The same for plain strings. */
  public String signal(String sagaId, String name, SpecificRecord signal) {
    return signal(new SagaId(sagaId), new SignalName(name), signal);
  }

  /** Writes a row. */
  @FunctionalInterface
  private interface Write {
    String on(Connection connection) throws SQLException;
  }

  private String within(String task, Write write) {
    requireTransaction(TransactionSynchronizationManager.isActualTransactionActive());
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      requireTransaction(DataSourceUtils.isConnectionTransactional(connection, dataSource));
      String id = write.on(connection);
      wakeAfterCommit();
      return id;
    } catch (SQLException e) {
      throw new SQLExceptionSubclassTranslator().translate(task, null, e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  private void wakeAfterCommit() {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              afterCommit.run();
            }
          });
    }
  }

  private static void requireTransaction(boolean there) {
    if (!there) {
      throw new IllegalStateException(
          "Expected a transaction on the outbox's DataSource, but there is none: call it in a"
              + " method with @Transactional, or in a saga handler");
    }
  }
}
