package dev.sagas.engine.definitions;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Compensation;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SignalStep;
import dev.sagas.serde.AvroTrust;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The generated classes that a definition works with. */
public final class RecordClasses {
  private RecordClasses() {}

  /** All of them, that of the data first. */
  public static Set<Class<? extends SpecificRecord>> of(Saga<?> saga) {
    Set<Class<? extends SpecificRecord>> classes = new LinkedHashSet<>();
    classes.add(saga.dataClass());
    for (CommandStep<?> step : steps(saga, CommandStep.class)) {
      classes.add(step.commandClass());
      classes.addAll(step.replies().keySet());
      step.compensation().map(Compensation::commandClass).ifPresent(classes::add);
      step.compensation().flatMap(Compensation::replyClass).ifPresent(classes::add);
    }
    for (SignalStep<?> step : steps(saga, SignalStep.class)) {
      classes.add(step.signalClass());
    }
    return classes;
  }

  static <S> List<S> steps(Saga<?> saga, Class<S> kind) {
    return saga.steps().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What is missing for Avro to read into these classes. */
  public static List<String> problems(Saga<?> saga) {
    AvroTrust.allow(List.of("dev.sagas")); // in case that no codec was made yet
    List<String> problems = new ArrayList<>();
    for (Class<?> recordClass : of(saga)) {
      try {
        SpecificData model = new SpecificData(recordClass.getClassLoader());
        named(model.getSchema(recordClass)).values().forEach(type -> check(model, type, problems));
      } catch (RuntimeException | LinkageError e) {
        problems.add("record class " + recordClass.getName() + " has no schema: " + e);
      }
    }
    return problems.stream().distinct().toList();
  }

  private static void check(SpecificData model, Schema type, List<String> problems) {
    try {
      if (model.getClass(type) == null) {
        problems.add("there is no generated class for " + type.getFullName());
      }
    } catch (SecurityException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  /** The schema and everything with a name that it holds, by full name. */
  public static Map<String, Schema> named(Schema schema) {
    Map<String, Schema> found = new LinkedHashMap<>();
    collect(schema, found);
    return found;
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      case ENUM, FIXED -> found.putIfAbsent(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(type -> collect(type, found));
      case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {
        // These have no class of their own.
      }
    }
  }
}
