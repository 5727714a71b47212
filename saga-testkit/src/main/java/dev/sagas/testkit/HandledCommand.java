package dev.sagas.testkit;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.StepResult;
import dev.sagas.participant.TwoPhaseHandler;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** A command as a participant's own handler sees it, without a database. */
record HandledCommand(Command command) implements CommandContext {
  private static final String HANDLER_THREW = "HANDLER_THREW";

  /** What the handler answers. */
  <C extends SpecificRecord> StepResult answer(Class<C> commandClass, CommandHandler<C> handler) {
    C record = commandClass.cast(command.record());
    try {
      StepResult result = handler.handle(record, this);
      if (handler instanceof TwoPhaseHandler<C> inTwo
          && Reply.of(result).outcome() == StepOutcome.SUCCEEDED) {
        inTwo.record(record, result, this);
      }
      return result;
    } catch (Exception e) {
      return StepResult.failed(HANDLER_THREW, e.toString());
    }
  }

  @Override
  public SagaId sagaId() {
    return command.key().sagaId();
  }

  @Override
  public RunId run() {
    return command.key().run();
  }

  @Override
  public SagaType type() {
    return command.type();
  }

  @Override
  public StepName step() {
    return command.key().step();
  }

  @Override
  public Action action() {
    return command.key().action();
  }

  @Override
  public DeduplicationKey deduplicationKey() {
    return command.key();
  }

  @Override
  public Optional<DeduplicationKey> undoes() {
    return command.undoes();
  }

  @Override
  public int attempt() {
    return command.id().attempt();
  }

  @Override
  public Instant deadline() {
    return Instant.ofEpochMilli(command.deadlineAtMs());
  }

  @Override
  public Connection connection() {
    throw new IllegalStateException(
        "Expected a fence in a database for a connection, but the test kit has none");
  }
}
