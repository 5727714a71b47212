package dev.sagas.testkit.author;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.orchestrator.core.DefinitionCatalog;
import dev.sagas.orchestrator.core.SagaDecider;
import dev.sagas.orchestrator.core.SagaPlan;
import dev.sagas.orchestrator.definitions.DeployedDefinitions;
import dev.sagas.orchestrator.definitions.DescribedSaga;
import dev.sagas.orchestrator.wire.InboundReader;
import dev.sagas.orchestrator.wire.JournalCodec;
import dev.sagas.orchestrator.wire.OutputWriter;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.AvroTrust;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.util.List;
import java.util.Map;
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
final class Deployment<D extends SpecificRecord> {
  static final TopicNames TOPICS = TopicNames.DEFAULT;

  private static final String CLUSTER = "testkit";

  private final SagaDefinition<D> definition;
  private final Saga<D> saga;
  private final DefinitionSteps<D> steps;
  private final AvroCodec byTopic;
  private final AvroCodec byRecord;
  private final Repeats repeats;
  private final Limits limits = Limits.ofDefaultConfig();
  private final List<DefinitionCatalog> lives;
  private final SagaPlan plan;

  /**
   * Deploys a definition.
   *
   * @throws dev.sagas.definition.InvalidDefinitionException if it cannot work
   */
  Deployment(SagaDefinition<D> definition) {
    this.definition = definition;
    this.saga = definition.define();
    this.steps = new DefinitionSteps<>(saga);
    AvroTrust.allow(packagesOf(saga));
    Map<String, Object> config = Map.of(RegistryClient.CLIENT_CONFIG, new InMemoryRegistryClient());
    this.byTopic = AvroCodec.create(config, SubjectStrategy.TOPIC_NAME);
    this.byRecord = AvroCodec.create(config, SubjectStrategy.RECORD_NAME);
    this.repeats = new Repeats(byRecord);
    byTopic.register(TOPICS.journal(), SagaTransition.getClassSchema());
    byTopic.register(TOPICS.outcomes(), SagaOutcome.getClassSchema());
    byRecord.register(TOPICS.operations(), SagaOperation.getClassSchema());
    this.lives = List.of(described(), described());
    this.plan = lives.get(0).newest(saga.type()).orElseThrow().plan();
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

  OutputWriter writer() {
    return new OutputWriter(byTopic, byRecord, TOPICS);
  }

  JournalCodec journal() {
    return new JournalCodec(byTopic, TOPICS.journal());
  }

  /**
   * A decider, as in a process of its own.
   *
   * @param life counts the lives of an orchestrator: one that follows another has a definition that
   *     was described again
   */
  SagaDecider decider(int life) {
    return new SagaDecider(lives.get(life % lives.size()));
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
