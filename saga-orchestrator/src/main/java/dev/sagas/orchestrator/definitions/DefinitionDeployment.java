package dev.sagas.orchestrator.definitions;

import dev.sagas.engine.definitions.DefinitionProblem;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.operate.definitions.Descriptors;
import dev.sagas.operate.definitions.GateReport;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.serde.AvroCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;

/** Definitions that were checked against what runs, and can be deployed. */
public final class DefinitionDeployment {
  private final LoadedDefinitions loaded;
  private final DefinitionTopic topic;
  private final Map<String, SagaDefinitionDescriptor> published;
  private final AvroCodec codec;
  private final TopicNames topics;
  private final DeploymentCheck gate;

  private DefinitionDeployment(
      LoadedDefinitions loaded, DefinitionTopic topic, AvroCodec codec, TopicNames topics) {
    this.loaded = loaded;
    this.topic = topic;
    this.published = topic.read();
    this.codec = codec;
    this.topics = topics;
    this.gate = new DeploymentCheck(codec, topics, published);
  }

  /**
   * Checks definitions against what was deployed before, against the registry and against each
   * other. Nothing is registered or published.
   *
   * @param codec with the record-name strategy
   * @throws InvalidDeploymentException with every problem of every definition, those that showed
   *     when they were loaded included
   * @throws KafkaException if the topic or the registry cannot be read
   */
  public static DefinitionDeployment check(
      LoadedDefinitions loaded, DefinitionTopic topic, AvroCodec codec, TopicNames topics) {
    List<DefinitionProblem> problems = new ArrayList<>(loaded.problems());
    try {
      DefinitionDeployment checked = new DefinitionDeployment(loaded, topic, codec, topics);
      problems.addAll(checked.gate.problems(loaded.sagas()));
      InvalidDeploymentException.throwIfAny(problems);
      return checked;
    } catch (KafkaException e) {
      if (problems.isEmpty()) {
        throw e;
      }
      InvalidDeploymentException known = new InvalidDeploymentException(problems);
      known.addSuppressed(e); // what else is wrong cannot be told yet
      throw known;
    }
  }

  /**
   * What was compared of each definition.
   *
   * @param nowMs epoch ms
   */
  public List<GateReport> reports(long nowMs) {
    return gate.reports(nowMs);
  }

  /**
   * Registers the definitions' schemas, publishes the definitions and makes them executable.
   *
   * @throws dev.sagas.serde.IncompatibleSchemaException if the registry refuses a schema
   */
  public DeployedDefinitions deploy(PayloadLimits limits) {
    DeployedDefinitions deployed =
        DeployedDefinitions.deploy(loaded.sagas(), codec, topics, limits);
    topic.publish(loaded.sagas().stream().map(this::descriptor).toList(), published);
    return deployed;
  }

  /** With the schemas of data that were deployed with this version before. */
  private SagaDefinitionDescriptor descriptor(DescribedSaga saga) {
    SagaDefinitionDescriptor descriptor = Descriptors.of(saga);
    Schema data = DeployedDefinitions.schema(saga.saga().dataClass());
    SortedSet<Integer> ids = new TreeSet<>();
    ids.add(codec.schemaId(topics.requests(), data));
    SagaDefinitionDescriptor before = published.get(DefinitionTopic.key(descriptor));
    if (before != null) {
      ids.addAll(before.getDataSchemaIds());
    }
    descriptor.setDataSchemaIds(List.copyOf(ids));
    return descriptor;
  }
}
