package dev.sagas.engine.definitions;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.wire.AvroSaga;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The definitions of one orchestrator, by type and version. Immutable. */
public final class DeployedDefinitions implements DefinitionCatalog {
  private final Map<SagaType, NavigableMap<Integer, ExecutableSaga>> byType = new HashMap<>();
  private final List<DescribedSaga> sagas;

  private DeployedDefinitions(List<DescribedSaga> sagas) {
    this.sagas = List.copyOf(sagas);
  }

  /**
   * Describes and checks the given definitions.
   *
   * @throws dev.sagas.definition.InvalidDefinitionException if one cannot work
   * @throws IllegalArgumentException if two have the same type and version
   */
  public static List<DescribedSaga> describe(
      Collection<? extends SagaDefinition<? extends SpecificRecord>> definitions) {
    List<DescribedSaga> sagas = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (SagaDefinition<? extends SpecificRecord> definition : definitions) {
      Saga<?> saga = definition.define();
      String name = definition.getClass().getName();
      String other = seen.put(saga.type() + " version " + saga.version(), name);
      if (other != null) {
        throw new IllegalArgumentException(
            "Expected one definition of saga %s version %s, but %s and %s both define it"
                .formatted(saga.type(), saga.version(), other, name));
      }
      sagas.add(new DescribedSaga(name, saga));
    }
    return sagas;
  }

  /**
   * Registers every schema of the definitions, older versions first, and makes them executable.
   *
   * @param codec with the record-name strategy
   * @throws dev.sagas.serde.IncompatibleSchemaException if a schema may not be registered
   */
  public static DeployedDefinitions deploy(
      List<DescribedSaga> sagas, AvroCodec codec, TopicNames topics, PayloadLimits limits) {
    DeployedDefinitions deployed = new DeployedDefinitions(sagas);
    List<Saga<?>> oldestFirst = new ArrayList<>();
    sagas.forEach(described -> oldestFirst.add(described.saga()));
    oldestFirst.sort(Comparator.comparingInt(Saga::version));
    for (Saga<?> saga : oldestFirst) {
      WrittenSchema.of(saga, topics)
          .forEach(written -> codec.register(written.topic(), written.schema()));
      deployed
          .byType
          .computeIfAbsent(saga.type(), type -> new TreeMap<>())
          .put(saga.version(), new AvroSaga<>(saga, codec, topics, limits));
    }
    return deployed;
  }

  public static Schema schema(Class<?> recordClass) {
    return new SpecificData(recordClass.getClassLoader()).getSchema(recordClass);
  }

  /** The definitions as their authors described them. */
  public List<DescribedSaga> sagas() {
    return sagas;
  }

  /** Every participant that a definition sends commands to, in alphabetical order. */
  public static Set<ParticipantName> participants(List<DescribedSaga> sagas) {
    Set<ParticipantName> participants = new TreeSet<>();
    for (DescribedSaga described : sagas) {
      for (CommandStep<?> step : RecordClasses.steps(described.saga(), CommandStep.class)) {
        participants.add(step.participant());
      }
    }
    return participants;
  }

  @Override
  public Optional<ExecutableSaga> find(SagaType type, int version) {
    return Optional.ofNullable(byType.get(type)).map(versions -> versions.get(version));
  }

  @Override
  public Optional<ExecutableSaga> newest(SagaType type) {
    return Optional.ofNullable(byType.get(type)).map(versions -> versions.lastEntry().getValue());
  }
}
