package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.StepFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresFenceTest extends FenceContract {
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void open() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void close() throws IOException {
    postgres.close();
  }

  @Test
  void shouldTakeNoEffectWhenTheHandlerSwallowsAnErrorAndSaysSucceeded() throws Exception {
    // given
    Script handler =
        new Script(StepOutcome.SUCCEEDED) {
          @Override
          void change(Connection connection) throws SQLException {
            super.change(connection);
            try (Statement statement = connection.createStatement()) {
              assertThatThrownBy(() -> statement.execute("INSERT INTO nowhere VALUES (1)"))
                  .isInstanceOf(SQLException.class);
            }
          }
        };

    // when, then
    assertThatThrownBy(() -> once(execute(), handler))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  void shouldFreeTheLocksAndRecordNothingWhenAHandlerHangsAndIsGivenUp() throws Exception {
    // given
    CountDownLatch released = new CountDownLatch(1);
    CommandHandler<StepFailure> handler =
        (command, context) -> {
          if (context.action() == Action.COMPENSATE) {
            return HandlerBench.succeeded("undone");
          }
          Script.succeeding().change(context.connection());
          HandlerBench.hang(released);
          return HandlerBench.succeeded("too late");
        };
    try (HandlerBench bench = new HandlerBench(fence(), handler, HandlerBench.BRIEF)) {
      // when
      ProducerRecord<byte[], byte[]> hung = bench.answer(Commands.headers());
      ProducerRecord<byte[], byte[]> undone = bench.answer(Commands.compensateHeaders());
      released.countDown();
      ProducerRecord<byte[], byte[]> late = bench.answer(Commands.headers());

      // then
      assertThat(HandlerBench.outcome(hung)).isEqualTo("failed HANDLER_TIMED_OUT");
      assertThat(HandlerBench.outcome(undone)).isEqualTo("succeeded");
      assertThat(HandlerBench.outcome(late)).isEqualTo("rejected FENCED");
      assertThat(stock()).isEqualTo(100);
    }
  }

  @Override
  public DataSource dataSource() {
    return postgres.getPostgresDatabase();
  }

  @Override
  String ddl() {
    return "postgresql.sql";
  }
}
