package dev.sagas.operate.doctor;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.ProtocolSchema;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.RecoveryRecord;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryUnavailableException;
import dev.sagas.serde.SchemaNotRegisteredException;
import dev.sagas.serde.SubjectStrategy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/** Reads the registry, and what can only be read with it. */
final class RegistryReader implements AutoCloseable {
  private final TopicNames names;
  private final Map<String, Object> client;
  private final AvroCodec byTopic;
  private final AvroCodec byRecord;

  RegistryReader(Deployment deployment) {
    this.names = deployment.topics();
    this.client = deployment.client();
    Map<String, Object> config = new HashMap<>(client);
    config.putIfAbsent("http.connect.timeout.ms", "2000");
    config.putIfAbsent("http.read.timeout.ms", "5000");
    config.putIfAbsent("max.retries", "1");
    this.byTopic = AvroCodec.create(config, SubjectStrategy.TOPIC_NAME);
    this.byRecord = AvroCodec.create(config, SubjectStrategy.RECORD_NAME);
  }

  /** Whether it answers, and which of the schemas that the orchestrator registers it lacks. */
  Reading<RegistryView> registry() {
    List<ProtocolSchema> wanted = ProtocolSchema.of(names);
    try {
      List<String> missing =
          wanted.stream().filter(this::isMissing).map(ProtocolSchema::subject).toList();
      return Reading.at(new RegistryView(wanted.size(), missing));
    } catch (RegistryUnavailableException e) {
      return Reading.failed(Calls.reason(e));
    }
  }

  private boolean isMissing(ProtocolSchema wanted) {
    AvroCodec codec = wanted.strategy() == SubjectStrategy.TOPIC_NAME ? byTopic : byRecord;
    try {
      codec.schemaId(wanted.topic(), wanted.schema());
      return false;
    } catch (SchemaNotRegisteredException e) {
      return true;
    }
  }

  /** The definitions that were ever deployed. */
  Reading<Definitions> definitions() {
    Definitions definitions = new Definitions();
    try (TopicReader reader = TopicReader.connect(client)) {
      if (!reader.topics().contains(names.definitions())) {
        return Reading.failed("topic " + names.definitions() + " is not there");
      }
      reader.add(reader.partitions(Set.of(names.definitions())));
      reader.readToEnd(
          record -> {
            if (record.value() != null) {
              definitions.add(
                  byTopic.decode(
                      names.definitions(), record.value(), SagaDefinitionDescriptor.class));
            }
          });
      return Reading.at(definitions);
    } catch (KafkaException | DeploymentException e) {
      return Reading.failed(names.definitions() + " cannot be read: " + Calls.reason(e));
    }
  }

  /** The live sagas by version for which the newest takeover of each partition found no code. */
  Reading<Set<String>> missingVersions(Collection<byte[]> newestTakeovers) {
    try {
      return Reading.at(
          newestTakeovers.stream()
              .map(value -> byTopic.decode(names.recoveries(), value, RecoveryRecord.class))
              .flatMap(takeover -> takeover.getMissingVersions().keySet().stream())
              .collect(Collectors.toSet()));
    } catch (KafkaException e) {
      return Reading.failed(
          "a record of " + names.recoveries() + " cannot be read: " + Calls.reason(e));
    }
  }

  @Override
  public void close() {
    byTopic.close();
    byRecord.close();
  }
}
