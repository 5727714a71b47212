package dev.sagas.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.participant.FencedCommands;
import dev.sagas.participant.JdbcFence;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.StepFailure;
import dev.sagas.spring.SagaHandler;
import dev.sagas.spring.StepRejectedException;
import dev.sagas.spring.autoconfigure.Contexts;
import dev.sagas.spring.handler.CatalogHandlers;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** The fence and the application's repositories in one transaction, without a broker. */
@Timeout(60)
class HandlerTransactionTest {
  private final AtomicInteger calls = new AtomicInteger();

  private void run(
      Class<?> handler, ContextConsumer<AssertableApplicationContext> test, Class<?>... more) {
    ApplicationContextRunner application =
        Contexts.withDatabase("db" + UUID.randomUUID())
            .withBean(AtomicInteger.class, () -> calls)
            .withBean(Stock.class)
            .withBean("handlers", handler)
            .withUserConfiguration(more);
    application.run(
        context -> {
          ResourceDatabasePopulator tables =
              new ResourceDatabasePopulator(
                  new ClassPathResource("dev/sagas/participant/fence/h2.sql"));
          tables.execute(context.getBean(DataSource.class));
          context.getBean(JdbcClient.class).sql("CREATE TABLE taken (pieces INT)").update();
          test.accept(context);
        });
  }

  private static FencedCommands commands(AssertableApplicationContext context) {
    return new FencedCommands(
        context.getBean(JdbcFence.class), CatalogHandlers.only(context.getBeanFactory()));
  }

  private static int rows(AssertableApplicationContext context, String table) {
    return context
        .getBean(JdbcClient.class)
        .sql("SELECT COUNT(*) FROM " + table)
        .query(Integer.class)
        .single();
  }

  @Test
  void shouldCommitTheRepositorysChangeWithTheFenceOnce() {
    run(
        Taking.class,
        context -> {
          try (FencedCommands commands = commands(context)) {
            assertThat(commands.execute()).isEqualTo("succeeded");
            assertThat(commands.execute()).as("delivered again").isEqualTo("succeeded");
          }
          assertThat(rows(context, "taken")).isEqualTo(1);
          assertThat(rows(context, "saga_fence")).isEqualTo(1);
          assertThat(calls).hasValue(1);
        });
  }

  @Test
  void shouldKeepTheRejectionAloneWhenATransactionalMethodHasThrownIt() {
    run(
        Rejecting.class,
        context -> {
          try (FencedCommands commands = commands(context)) {
            assertThat(commands.execute()).isEqualTo("rejected OUT_OF_STOCK");
            assertThat(commands.execute()).isEqualTo("rejected OUT_OF_STOCK");
          }
          assertThat(rows(context, "taken")).isZero();
          assertThat(rows(context, "saga_fence")).isEqualTo(1);
          assertThat(calls).hasValue(1);
        });
  }

  @Test
  void shouldFailWithTheReasonWhenAHandlerSucceedsInATransactionThatCannotCommit() {
    run(
        Swallowing.class,
        context -> {
          try (FencedCommands commands = commands(context)) {
            assertThat(commands.execute()).isEqualTo("failed HANDLER_THREW");
          }
          assertThat(rows(context, "taken")).isZero();
          assertThat(rows(context, "saga_fence")).isZero();
        });
  }

  @Test
  void shouldTryAgainWhenTheTransactionCannotBeginOrCommit() {
    for (Moment moment : Moment.values()) {
      calls.set(0);
      run(
          Taking.class,
          context -> {
            FlakyTransactions manager = context.getBean(FlakyTransactions.class);
            manager.failing = moment;
            manager.left.set(3);
            try (FencedCommands commands = commands(context)) {
              assertThat(commands.execute()).as("%s", moment).isEqualTo("succeeded");
              assertThat(commands.sent()).as("no dead letter").isEqualTo(1);
            }
            assertThat(manager.left.get()).isNegative();
            assertThat(rows(context, "taken")).isEqualTo(1);
          },
          FlakyDatabase.class);
    }
  }

  @Test
  void shouldRefuseToSendFromTheOutboxWhenThereIsNoTransaction() {
    run(
        Taking.class,
        context -> {
          TransactionalOutbox outbox =
              new TransactionalOutbox(null, context.getBean(DataSource.class), () -> {});
          assertThatThrownBy(() -> outbox.start("trip", "trip-1", new StepFailure()))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("@Transactional");
        });
  }

  private static NothingToUndo done() {
    return new NothingToUndo("done", NothingToUndoReason.REJECTED);
  }

  /** The application's repository. */
  static class Stock {
    private final JdbcClient jdbc;

    Stock(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    @Transactional
    public void take() {
      jdbc.sql("INSERT INTO taken VALUES (1)").update();
    }

    @Transactional
    public void takeTooMany() {
      take();
      throw new StepRejectedException("OUT_OF_STOCK", "Not enough");
    }
  }

  record Taking(Stock stock, AtomicInteger calls) {
    @SagaHandler
    NothingToUndo take(StepFailure command) {
      calls.incrementAndGet();
      stock.take();
      return done();
    }
  }

  record Rejecting(Stock stock, AtomicInteger calls) {
    @SagaHandler
    NothingToUndo take(StepFailure command) {
      calls.incrementAndGet();
      stock.takeTooMany();
      return done();
    }
  }

  record Swallowing(Stock stock) {
    @SagaHandler
    NothingToUndo take(StepFailure command) {
      try {
        stock.takeTooMany();
      } catch (StepRejectedException e) {
        return done();
      }
      return done();
    }
  }

  /** When the manager throws. */
  private enum Moment {
    BEGIN,
    COMMIT
  }

  /** As Spring's manager reports a database that is away. */
  static final class FlakyTransactions extends DataSourceTransactionManager {
    private static final long serialVersionUID = 1L;
    private volatile Moment failing = Moment.BEGIN;
    private final AtomicInteger left = new AtomicInteger();

    FlakyTransactions(DataSource dataSource) {
      super(dataSource);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
      if (failing == Moment.BEGIN && left.getAndDecrement() > 0) {
        throw new CannotCreateTransactionException(
            "Could not open JDBC Connection", new SQLException("refused", "08001"));
      }
      super.doBegin(transaction, definition);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
      if (failing == Moment.COMMIT && left.getAndDecrement() > 0) {
        super.doRollback(status);
        throw new TransactionSystemException(
            "Could not commit JDBC transaction", new SQLException("lost", "08006"));
      }
      super.doCommit(status);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class FlakyDatabase {
    @Bean
    FlakyTransactions transactionManager(DataSource dataSource) {
      return new FlakyTransactions(dataSource);
    }
  }
}
