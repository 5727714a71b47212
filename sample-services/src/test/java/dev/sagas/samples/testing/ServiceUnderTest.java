package dev.sagas.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.samples.service.SampleService;
import dev.sagas.samples.service.ServiceDatabase;
import dev.sagas.samples.service.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.avro.specific.SpecificRecord;

/** A service's handlers on a database of their own, without Kafka. */
public final class ServiceUnderTest implements AutoCloseable {
  private final ServiceDatabase database;

  private ServiceUnderTest(ServiceDatabase database) {
    this.database = database;
  }

  public static ServiceUnderTest on(TestDatabase kind, SampleService service, Path directory) {
    return new ServiceUnderTest(service.openDatabase(kind.create(directory)));
  }

  /** Handles a command as the participant does: what did not succeed leaves nothing behind. */
  public <C extends SpecificRecord> StepResult handle(CommandHandler<C> handler, C command)
      throws Exception {
    try (Connection connection = dataSource().getConnection()) {
      connection.setAutoCommit(false);
      CommandContext context = new HandlerContext(Action.EXECUTE, Optional.of(connection));
      StepResult result = handler.handle(command, context);
      if (result instanceof StepResult.Succeeded) {
        connection.commit();
      } else {
        connection.rollback();
      }
      return result;
    }
  }

  /** The same for a command that is to succeed with the given type of reply. */
  public <C extends SpecificRecord, R extends SpecificRecord> R succeed(
      CommandHandler<C> handler, C command, Class<R> reply) throws Exception {
    StepResult result = handle(handler, command);
    assertThat(result).isInstanceOf(StepResult.Succeeded.class);
    return reply.cast(((StepResult.Succeeded) result).reply());
  }

  /** The code with which a command is refused. */
  public <C extends SpecificRecord> String refusal(CommandHandler<C> handler, C command)
      throws Exception {
    StepResult result = handle(handler, command);
    assertThat(result).isInstanceOf(StepResult.Rejected.class);
    return ((StepResult.Rejected) result).code();
  }

  /** One number out of the database. */
  public long number(String sql, Object... parameters) throws Exception {
    try (Connection connection = dataSource().getConnection()) {
      return new Sql(connection).first(sql, row -> row.getLong(1), parameters).orElseThrow();
    }
  }

  /** Changes the database behind the service's back. */
  public int tamper(String sql, Object... parameters) throws Exception {
    try (Connection connection = dataSource().getConnection()) {
      return new Sql(connection).update(sql, parameters);
    }
  }

  public DataSource dataSource() {
    return database.dataSource();
  }

  @Override
  public void close() {
    database.close();
  }
}
