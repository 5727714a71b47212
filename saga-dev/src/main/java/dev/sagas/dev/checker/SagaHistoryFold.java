package dev.sagas.dev.checker;

import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;

/**
 * Sorts a history by saga and run.
 *
 * <ul>
 *   <li>A record whose key is no saga id belongs to no saga and is left out: the orchestrator
 *       refuses such inputs.
 *   <li>A reply or command with headers of another form proves nothing and is left out.
 * </ul>
 */
final class SagaHistoryFold {
  private final Map<SagaId, SagaHistory> sagas = new LinkedHashMap<>();

  private SagaHistoryFold() {}

  static Collection<SagaHistory> of(ObservedHistory history) {
    SagaHistoryFold fold = new SagaHistoryFold();
    for (HistoryRecord record : history.records()) {
      if (SagaId.isValid(record.key())) {
        fold.add(record, fold.saga(new SagaId(record.key())));
      }
    }
    for (ObservedEffect effect : history.effects()) {
      fold.saga(effect.key().sagaId()).run(effect.key().run()).add(effect);
    }
    for (AcknowledgedAction action : history.acknowledged()) {
      fold.saga(action.sagaId()).addAcknowledged(action.operationId());
    }
    return fold.sagas.values();
  }

  private SagaHistory saga(SagaId id) {
    return sagas.computeIfAbsent(id, SagaHistory::new);
  }

  private void add(HistoryRecord record, SagaHistory saga) {
    switch (record.topic()) {
      case REQUESTS -> saga.addRequest(record);
      case ANSWERS -> record.decoded().ifPresent(answer -> addAnswer(answer, saga));
      case COMMANDS -> addCommand(record, saga);
      case REPLIES -> record.decoded().ifPresent(reply -> addReply(reply, saga));
      case JOURNAL ->
          JournalLine.of(record)
              .ifPresentOrElse(
                  line -> saga.run(line.run()).add(line), () -> saga.addUnreadable(record));
      case OUTCOMES -> record.decoded().ifPresent(outcome -> addOutcome(outcome, saga));
      case DEAD_LETTERS -> saga.addDeadLetter(record);
      case CHECKPOINTS -> saga.setCheckpoint(record);
      case DEFINITIONS -> {
        // Keyed by type and version: no saga's record.
      }
    }
  }

  /** Makes sure that a run which a client knows is looked for. */
  private static void addAnswer(GenericRecord answer, SagaHistory saga) {
    Fields.text(answer, "run").filter(RunId::isValid).map(RunId::new).ifPresent(saga::run);
  }

  private static void addOutcome(GenericRecord outcome, SagaHistory saga) {
    Optional<RunId> run = Fields.text(outcome, "run").filter(RunId::isValid).map(RunId::new);
    run.ifPresentOrElse(id -> saga.run(id).addOutcome(outcome), saga::refuse);
  }

  private static void addCommand(HistoryRecord record, SagaHistory saga) {
    record
        .header(SagaHeaders.COMMAND_ID)
        .flatMap(text -> parsed(text, CommandId::parse))
        .ifPresent(
            id -> {
              RunHistory run = saga.run(id.key().run());
              run.addCommand(id.toString());
              record
                  .header(SagaHeaders.UNDOES)
                  .flatMap(text -> parsed(text, DeduplicationKey::parse))
                  .ifPresent(execute -> run.addUndo(id.key(), execute));
            });
  }

  private static void addReply(GenericRecord reply, SagaHistory saga) {
    if (reply.getSchema().getName().equals("NothingToUndo")
        && !Fields.has(reply, "reason", "ALREADY_UNDONE")) {
      Fields.text(reply, "executeKey")
          .flatMap(text -> parsed(text, DeduplicationKey::parse))
          .ifPresent(execute -> saga.run(execute.run()).addFenced(execute));
    }
  }

  private static <T> Optional<T> parsed(String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      // Text of another form is somebody else's: it names no command of the orchestrator.
      return Optional.empty();
    }
  }
}
