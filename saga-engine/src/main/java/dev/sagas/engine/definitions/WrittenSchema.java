package dev.sagas.engine.definitions;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SignalStep;
import dev.sagas.protocol.TopicNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema that must be registered for a definition: of what the engine writes, and of the data and
 * the signals that others write.
 */
public record WrittenSchema(String topic, Schema schema) {
  /** All of a definition, that of the data first. */
  public static List<WrittenSchema> of(Saga<?> saga, TopicNames topics) {
    List<WrittenSchema> records = new ArrayList<>();
    records.add(of(topics.requests(), saga.dataClass()));
    for (CommandStep<?> step : RecordClasses.steps(saga, CommandStep.class)) {
      String commands = topics.commands(step.participant());
      records.add(of(commands, step.commandClass()));
      step.compensation().ifPresent(undo -> records.add(of(commands, undo.commandClass())));
    }
    for (SignalStep<?> step : RecordClasses.steps(saga, SignalStep.class)) {
      records.add(of(topics.signals(), step.signalClass()));
    }
    return records;
  }

  private static WrittenSchema of(String topic, Class<?> recordClass) {
    return new WrittenSchema(topic, DeployedDefinitions.schema(recordClass));
  }
}
