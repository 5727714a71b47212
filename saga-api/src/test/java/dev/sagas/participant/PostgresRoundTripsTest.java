package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What the fence costs on the way to PostgreSQL, counted on the wire. */
class PostgresRoundTripsTest {
  private static EmbeddedPostgres postgres;
  private static RoundTrips trips;
  private static Connection connection;

  @BeforeAll
  static void open() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().start();
    trips = RoundTrips.to(postgres.getPort());
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {trips.port()});
    source.setUser("postgres");
    source.setDatabaseName("postgres");
    connection = source.getConnection();
    try (Statement statement = connection.createStatement();
        InputStream ddl = JdbcFence.class.getResourceAsStream("fence/postgresql.sql")) {
      statement.execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute("CREATE TABLE balance (name VARCHAR(50) PRIMARY KEY, amount INT)");
      statement.execute("INSERT INTO balance VALUES ('stock', 100)");
    }
  }

  @AfterAll
  static void close() throws IOException, SQLException {
    connection.close();
    trips.close();
    postgres.close();
  }

  @Test
  void shouldTakeOneRoundTripMoreThanTheServiceAloneWhenExecuting() throws Exception {
    // given
    int alone = withoutFence();

    // when
    int fenced = with(new Script(StepOutcome.SUCCEEDED), execute());

    // then
    assertThat(alone).isEqualTo(2);
    assertThat(fenced).isEqualTo(alone + 1);
  }

  @Test
  void shouldTakeOneRoundTripMoreThanTheServiceAloneWhenCompensating() throws Exception {
    // given
    FencedCommand execute = execute();
    with(new Script(StepOutcome.SUCCEEDED), execute);
    FencedCommand compensation =
        new FencedCommand(
            key(execute.key().sagaId().value(), Action.COMPENSATE),
            execute.key(),
            false,
            FenceBench.FENCE_UNTIL_MS);

    // when
    int fenced = with(Script.undoing(), compensation);

    // then
    assertThat(fenced).isEqualTo(withoutFence() + 1);
  }

  @Test
  void shouldTakeThreeRoundTripsWhenAnExecuteIsRedelivered() throws Exception {
    // given
    FencedCommand execute = execute();
    with(new Script(StepOutcome.SUCCEEDED), execute);

    // when
    int again = with(new Script(StepOutcome.SUCCEEDED), execute);

    // then: the insert that meets the row, the row, and the commit
    assertThat(again).isEqualTo(3);
  }

  private static int withoutFence() throws SQLException {
    trips.take();
    connection.setAutoCommit(false);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE balance SET amount = amount - ? WHERE name = 'stock'")) {
      statement.setInt(1, 1);
      statement.executeUpdate();
    }
    connection.commit();
    connection.setAutoCommit(true);
    return trips.take();
  }

  private static int with(Script handler, FencedCommand command) throws Exception {
    trips.take();
    TransactionalFence fence = new TransactionalFence(JdbcFence.on(lending(connection)));
    EncodedReply unused = fence.once(command, true, handler).orElseThrow();
    return trips.take();
  }

  /** A pool of one connection, which stays open. */
  private static DataSource lending(Connection one) {
    Connection unclosable =
        proxy(
            Connection.class,
            (method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(one, arguments));
    return proxy(DataSource.class, (method, arguments) -> unclosable);
  }

  private interface Answer {
    Object to(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method, arguments)));
  }

  private static FencedCommand execute() {
    return FencedCommand.execute(
        key("saga-" + UUID.randomUUID(), Action.EXECUTE), FenceBench.FENCE_UNTIL_MS);
  }

  private static DeduplicationKey key(String sagaId, Action action) {
    return FenceBench.key(sagaId, action, 1);
  }
}
