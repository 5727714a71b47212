package dev.sagas.participant;

import static dev.sagas.participant.Commands.header;
import static dev.sagas.participant.Commands.headers;
import static dev.sagas.participant.HandlerBench.outcome;
import static dev.sagas.participant.HandlerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.schema.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * A database that is away for a while, as a transaction manager or a pool reports it: unchecked.
 */
@Timeout(60)
class ManagedOutageTest {
  private static final int FAILURES = 3;

  private final AtomicInteger calls = new AtomicInteger();
  private JdbcConnectionPool database;

  /** When a manager throws. */
  private enum Moment {
    BEGIN,
    /** Rolled back. */
    COMMIT_REFUSED,
    /** Committed, but the answer was lost. */
    COMMIT_IN_DOUBT
  }

  static Stream<Arguments> outages() {
    return Stream.of(Moment.values())
        .flatMap(
            moment ->
                Stream.of(
                        new IllegalStateException(
                            "not committed", new SQLException("connection lost", "08006")),
                        new IllegalStateException(
                            "no connection", new SQLTransientConnectionException("pool is empty")),
                        new IllegalStateException(new SQLException("deadlock", "40001")),
                        new CannotCreateTransactionException("no database"),
                        new TransientDataAccessException("away") {
                          private static final long serialVersionUID = 1L;
                        })
                    .map(problem -> Arguments.of(moment, problem)));
  }

  @BeforeEach
  void createTables() throws SQLException, IOException {
    database =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        InputStream ddl = JdbcFence.class.getResourceAsStream("fence/h2.sql")) {
      statement.execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute("CREATE TABLE effects (id INT)");
    }
  }

  @AfterEach
  void dispose() {
    database.dispose();
  }

  @ParameterizedTest
  @MethodSource("outages")
  void shouldTryAgainAndTakeEffectOnceWhenTheManagerThrowsUnchecked(
      Moment moment, RuntimeException problem) throws Exception {
    // given
    Failing runner = new Failing(database, moment, problem, FAILURES);
    try (HandlerBench bench = bench(JdbcFence.within(runner))) {
      // when
      ProducerRecord<byte[], byte[]> reply = bench.answer(headers());

      // then
      assertThat(outcome(reply)).isEqualTo("succeeded");
      assertThat(bench.sent()).as("no dead letter").hasSize(1);
      assertThat(effects()).isEqualTo(1);
      assertThat(calls.get()).isEqualTo(moment == Moment.COMMIT_REFUSED ? FAILURES + 1 : 1);
    }
  }

  @Test
  void shouldTryAgainWhenAPoolThatIsMadeAtItsFirstUseThrowsUnchecked() throws Exception {
    // given
    AtomicInteger left = new AtomicInteger(FAILURES);
    DataSource pool =
        (DataSource)
            java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, values) -> {
                  if (left.getAndDecrement() > 0) {
                    throw new IllegalStateException(
                        "Failed to initialize pool", new SQLException("refused", "08001"));
                  }
                  return method.invoke(database, values);
                });
    try (HandlerBench bench = bench(JdbcFence.on(pool))) {
      // when, then
      assertThat(outcome(bench.answer(headers()))).isEqualTo("succeeded");
      assertThat(bench.sent()).hasSize(1);
    }
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void shouldAnswerFailedWithTheStateWhenTheCommitBreaksAConstraint() throws Exception {
    // given
    RuntimeException problem =
        new IllegalStateException(new SQLException("deferred constraint of row 42", "23503"));
    Failing runner = new Failing(database, Moment.COMMIT_REFUSED, problem, FAILURES);
    try (HandlerBench bench = bench(JdbcFence.within(runner))) {
      // when
      ProducerRecord<byte[], byte[]> reply = bench.answer(headers());

      // then
      assertThat(outcome(reply)).isEqualTo("failed FENCE_FAILED");
      assertThat(header(reply, SagaHeaders.ERROR_MESSAGE)).contains("23503").doesNotContain("42");
      assertThat(bench.sent()).as("no dead letter").hasSize(1);
      assertThat(effects()).isZero();
    }
  }

  @Test
  void shouldAnswerWhatTheHandlerSaysWhenTheRollbackFailsToo() throws Exception {
    // given: the connection is lost after a handler that has failed
    RuntimeException problem = new IllegalStateException(new SQLException("lost", "08006"));
    Failing runner = new Failing(database, Moment.COMMIT_REFUSED, problem, 0);
    TransactionRunner losing =
        work -> {
          try {
            runner.run(work);
          } catch (RuntimeException e) {
            throw new IllegalStateException("Could not roll back", problem);
          }
        };
    CommandHandler<StepFailure> handler =
        (command, context) -> StepResult.failed("BUSY", "Try later");
    try (HandlerBench bench = new HandlerBench(JdbcFence.within(losing).open(), handler)) {
      // when, then
      assertThat(outcome(bench.answer(headers()))).isEqualTo("failed BUSY");
      assertThat(bench.sent()).hasSize(1);
    }
  }

  private HandlerBench bench(JdbcFence fence) {
    return new HandlerBench(
        fence.open(),
        (command, context) -> {
          calls.incrementAndGet();
          try (Statement statement = context.connection().createStatement()) {
            statement.execute("INSERT INTO effects VALUES (1)");
          }
          return succeeded("done");
        });
  }

  private int effects() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM effects")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** A transaction manager that fails so many times. */
  private static final class Failing implements TransactionRunner {
    private final DataSource dataSource;
    private final Moment moment;
    private final RuntimeException problem;
    private final AtomicInteger left;

    Failing(DataSource dataSource, Moment moment, RuntimeException problem, int failures) {
      this.dataSource = dataSource;
      this.moment = moment;
      this.problem = problem;
      this.left = new AtomicInteger(failures);
    }

    @Override
    public void run(Work work) throws SQLException {
      boolean fails = left.getAndDecrement() > 0;
      if (fails && moment == Moment.BEGIN) {
        throw problem;
      }
      ManagedTransactions real = new ManagedTransactions(dataSource);
      if (fails && moment == Moment.COMMIT_REFUSED) {
        real.run(
            connection -> {
              work.accept(connection);
              throw problem;
            });
      }
      real.run(work);
      if (fails) {
        throw problem;
      }
    }
  }
}
