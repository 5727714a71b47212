package dev.sagas.spring.transaction;

import dev.sagas.participant.TransactionRunner;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the fence's work in transactions of the application's manager, so that repositories, {@code
 * JdbcClient} and everything else that joins them takes part.
 */
public final class SpringTransactions implements TransactionRunner {
  private static final Object STATUS = SpringTransactions.class;

  private final TransactionTemplate template;
  private final DataSource dataSource;

  /**
   * Transactions of that manager.
   *
   * @param dataSource the one whose connections the manager's transactions use
   */
  public SpringTransactions(PlatformTransactionManager manager, DataSource dataSource) {
    this.template = new TransactionTemplate(manager);
    template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    template.setName("saga-fence");
    this.dataSource = dataSource;
  }

  /** The fence's transaction on this thread, while there is one. */
  static Optional<TransactionStatus> current() {
    return Optional.ofNullable(TransactionSynchronizationManager.getResource(STATUS))
        .map(TransactionStatus.class::cast);
  }

  @Override
  public void run(Work work) {
    template.executeWithoutResult(status -> within(status, work));
  }

  private void within(TransactionStatus status, Work work) {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      requireTransactional(connection);
      TransactionSynchronizationManager.bindResource(STATUS, status);
      try {
        work.accept(connection);
      } finally {
        TransactionSynchronizationManager.unbindResource(STATUS);
      }
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  // Without it the fence's row would be committed on its own.
  private void requireTransactional(Connection connection) {
    if (!DataSourceUtils.isConnectionTransactional(connection, dataSource)) {
      throw new IllegalStateException(
          "Expected the transaction manager to use the fence's DataSource, but its transaction has"
              + " no connection of it");
    }
  }
}
