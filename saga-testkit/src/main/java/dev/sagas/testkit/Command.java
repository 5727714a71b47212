package dev.sagas.testkit;

import dev.sagas.definition.CommandStep;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaType;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A command as its participant reads it.
 *
 * @param type of the saga
 * @param undoes on a compensate: the key of the execute
 * @param executeUnknown on a compensate: true if the orchestrator does not know how the execute
 *     ended
 * @param deadlineAtMs when this attempt times out, epoch ms
 */
record Command(
    SagaType type,
    CommandId id,
    ScriptedStep step,
    SpecificRecord record,
    Optional<DeduplicationKey> undoes,
    boolean executeUnknown,
    long deadlineAtMs) {
  /** Reads a command from its headers and value alone, as a participant does. */
  static Command read(OutboundRecord sent, MemoryDeployment<?> deployment) {
    CommandId id = CommandId.parse(header(sent, SagaHeaders.COMMAND_ID));
    ScriptedStep step =
        deployment
            .steps()
            .action(
                header(sent, SagaHeaders.STEP), Action.ofHeader(header(sent, SagaHeaders.ACTION)));
    return new Command(
        new SagaType(header(sent, SagaHeaders.TYPE)),
        id,
        step,
        deployment.decode(sent.topic(), sent.value().array(), step.commandClass()),
        Optional.ofNullable(sent.headers().get(SagaHeaders.UNDOES)).map(DeduplicationKey::parse),
        SagaHeaders.EXECUTE_UNKNOWN.equals(sent.headers().get(SagaHeaders.EXECUTE_OUTCOME)),
        Long.parseLong(header(sent, SagaHeaders.DEADLINE)));
  }

  private static String header(OutboundRecord record, String name) {
    String value = record.headers().get(name);
    if (value == null) {
      throw new IllegalStateException("Expected a command to have the header " + name);
    }
    return value;
  }

  DeduplicationKey key() {
    return id.key();
  }

  /** The key of the execute: its own, or the one that it undoes. */
  DeduplicationKey executeKey() {
    return undoes.orElse(id.key());
  }

  CommandStep<?> definition() {
    return step.step();
  }

  RecordedCommand recorded() {
    return new RecordedCommand(
        id.key().step().value(),
        id.key().action(),
        id.attempt(),
        definition().participant().value(),
        record);
  }

  /** Which attempt of which action it is. */
  String inWords() {
    return "%s %s%s, attempt %s"
        .formatted(
            id.key().action().headerValue(),
            id.key().step(),
            id.key().epoch() == 1 ? "" : " epoch " + id.key().epoch(),
            id.attempt());
  }

  @Override
  public String toString() {
    return inWords()
        + " ("
        + record.getSchema().getName()
        + " to "
        + definition().participant()
        + ")";
  }
}
