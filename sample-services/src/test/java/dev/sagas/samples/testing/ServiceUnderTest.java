package dev.sagas.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.StepResult;
import dev.sagas.participant.TwoPhaseHandler;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.samples.outside.OutsideService;
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

  /** The database of the bank and the carriers, with nobody at work on it. */
  public static ServiceUnderTest outside(TestDatabase kind, Path directory) {
    return new ServiceUnderTest(
        ServiceDatabase.openWithoutFence(
            OutsideService.NAME, kind.create(directory), OutsideService.NAME));
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

  /** Handles a command in two phases as the participant does, for the only step of a saga. */
  public <C extends SpecificRecord> StepResult inTwoPhases(
      TwoPhaseHandler<C> handler, C command, DeduplicationKey key) throws Exception {
    StepResult result = handler.handle(command, new HandlerContext(key, Optional.empty()));
    if (result instanceof StepResult.Succeeded) {
      try (Connection connection = dataSource().getConnection()) {
        connection.setAutoCommit(false);
        handler.record(command, result, new HandlerContext(key, Optional.of(connection)));
        connection.commit();
      }
    }
    return result;
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
