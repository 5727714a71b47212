package dev.sagas.participant;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The context of a handler whose effect is records. */
final class SendingContext implements CommandContext {
  private final CommandContext command;
  private final RecordOutlet outlet;

  SendingContext(CommandContext command, RecordOutlet outlet) {
    this.command = command;
    this.outlet = outlet;
  }

  @Override
  public void send(ProducerRecord<byte[], byte[]> record) {
    outlet.add(record);
  }

  @Override
  public SagaId sagaId() {
    return command.sagaId();
  }

  @Override
  public RunId run() {
    return command.run();
  }

  @Override
  public SagaType type() {
    return command.type();
  }

  @Override
  public StepName step() {
    return command.step();
  }

  @Override
  public Action action() {
    return command.action();
  }

  @Override
  public DeduplicationKey deduplicationKey() {
    return command.deduplicationKey();
  }

  @Override
  public Optional<DeduplicationKey> undoes() {
    return command.undoes();
  }

  @Override
  public <R extends SpecificRecord> Optional<R> executeReply(Class<R> replyClass) {
    return command.executeReply(replyClass);
  }

  @Override
  public Optional<String> traceParent() {
    return command.traceParent();
  }

  @Override
  public int attempt() {
    return command.attempt();
  }

  @Override
  public Instant deadline() {
    return command.deadline();
  }

  @Override
  public Connection connection() {
    throw new IllegalStateException(
        "Expected a fence in a database, but the participant's is in Kafka");
  }
}
