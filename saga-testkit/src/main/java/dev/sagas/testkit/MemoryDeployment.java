package dev.sagas.testkit;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.DecideFunction;
import dev.sagas.engine.Engine;
import dev.sagas.engine.EngineSetup;
import dev.sagas.engine.ReturningDefinitions;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.AvroTrust;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * A definition, deployed in memory: its schemas are in a registry of its own, its bounds are those
 * of an orchestrator that is configured by default.
 *
 * @param <D> the saga's data
 */
final class MemoryDeployment<D extends SpecificRecord> {
  static final TopicNames TOPICS = TopicNames.DEFAULT;

  static final int PARTITION = 0;

  private static final String CLUSTER = "testkit";
  private static final EngineSetup.Changelogs CHANGELOGS =
      new EngineSetup.Changelogs("testkit-checkpoints", "testkit-parked");

  private final SagaDefinition<D> definition;
  private final Saga<D> saga;
  private final DefinitionSteps<D> steps;
  private final Set<String> topics;
  private final AvroCodec byTopic;
  private final AvroCodec byRecord;
  private final Repeats repeats;
  private final Limits limits;
  private final List<Engine> lives;
  private final SagaPlan plan;

  /**
   * Deploys a definition.
   *
   * @throws dev.sagas.definition.InvalidDefinitionException if it cannot work
   */
  MemoryDeployment(SagaDefinition<D> definition) {
    this(definition, Limits.ofDefaultConfig());
  }

  /** The same with an orchestrator's other bounds. */
  MemoryDeployment(SagaDefinition<D> definition, Limits limits) {
    this.definition = definition;
    this.limits = limits;
    this.saga = definition.define();
    this.steps = new DefinitionSteps<>(saga);
    this.topics = topicsOf(definition);
    AvroTrust.allow(packagesOf(saga));
    Map<String, Object> config = Map.of(RegistryClient.CLIENT_CONFIG, new InMemoryRegistryClient());
    this.byTopic = AvroCodec.create(config, SubjectStrategy.TOPIC_NAME);
    this.byRecord = AvroCodec.create(config, SubjectStrategy.RECORD_NAME);
    this.repeats = new Repeats(byRecord);
    byTopic.register(TOPICS.journal(), SagaTransition.getClassSchema());
    byTopic.register(TOPICS.outcomes(), SagaOutcome.getClassSchema());
    byRecord.register(TOPICS.operations(), SagaOperation.getClassSchema());
    DefinitionCatalog first = described();
    this.plan = first.newest(saga.type()).orElseThrow().plan();
    this.lives = List.of(engine(first), engine(described()));
  }

  /** In production these are listed in {@link AvroTrust#PACKAGES_CONFIG}. */
  static Set<String> packagesOf(Saga<?> saga) {
    Set<String> packages = new TreeSet<>();
    packages.add(saga.dataClass().getPackageName());
    for (Class<?> type : RecordClasses.of(saga)) {
      packages.add(type.getPackageName());
    }
    packages.remove("");
    return packages;
  }

  Saga<D> saga() {
    return saga;
  }

  DefinitionSteps<D> steps() {
    return steps;
  }

  SagaPlan plan() {
    return plan;
  }

  Limits limits() {
    return limits;
  }

  Repeats repeats() {
    return repeats;
  }

  InboundReader reader() {
    return new InboundReader(byRecord, TOPICS, CLUSTER, limits.maxInputBytes());
  }

  JournalCodec journal() {
    return new JournalCodec(byTopic, TOPICS.journal());
  }

  /**
   * The engine, as in a process of its own.
   *
   * @param life counts the lives of an orchestrator: one that follows another has a definition that
   *     was described again
   */
  Engine engine(int life) {
    return lives.get(life % lives.size());
  }

  private Engine engine(DefinitionCatalog definitions) {
    return Engine.guarded(
        new EngineSetup(
            DecideFunction.Factory.DECIDER.over(definitions),
            new OutputWriter(byTopic, byRecord, TOPICS),
            journal(),
            TOPICS,
            CHANGELOGS,
            limits.engine(),
            Set.of(),
            this::maxBytes,
            ReturningDefinitions.NONE));
  }

  /** There are the topics that an orchestrator creates for the definition. */
  private OptionalInt maxBytes(String topic) {
    return topics.contains(topic)
        ? OptionalInt.of(limits.maxTopicBytes(topic))
        : OptionalInt.empty();
  }

  private static Set<String> topicsOf(SagaDefinition<?> definition) {
    Set<String> topics = new HashSet<>();
    topics.add(TOPICS.journal());
    topics.add(TOPICS.outcomes());
    topics.add(TOPICS.deadLetters());
    topics.add(CHANGELOGS.checkpoints());
    topics.add(CHANGELOGS.parked());
    DeployedDefinitions.participants(DeployedDefinitions.describe(List.of(definition)))
        .forEach(participant -> topics.add(TOPICS.commands(participant)));
    return topics;
  }

  private DefinitionCatalog described() {
    List<DescribedSaga> described = DeployedDefinitions.describe(List.of(definition));
    DeployedDefinitions deployed =
        DeployedDefinitions.deploy(described, byRecord, TOPICS, limits.payloads());
    return new RepeatedCatalog(deployed, repeats);
  }

  /** Encodes a record as its sender would. Its schema is registered, as a deployment does. */
  byte[] encode(String topic, IndexedRecord record) {
    byRecord.register(topic, record.getSchema());
    return byRecord.encode(topic, record);
  }

  <R extends SpecificRecord> R decode(String topic, byte[] value, Class<R> type) {
    return byRecord.decode(topic, value, type);
  }

  SagaOutcome decodeOutcome(byte[] value) {
    return byTopic.decode(TOPICS.outcomes(), value, SagaOutcome.class);
  }
}
