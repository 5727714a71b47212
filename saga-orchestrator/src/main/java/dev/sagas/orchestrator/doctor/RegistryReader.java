package dev.sagas.orchestrator.doctor;

import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.orchestrator.journal.AuditException;
import dev.sagas.orchestrator.journal.TopicReader;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.RecoveryRecord;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryUnavailableException;
import dev.sagas.serde.SchemaNotRegisteredException;
import dev.sagas.serde.SubjectStrategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;

/** Looks at the registry, and at what needs it to be read. */
final class RegistryReader implements AutoCloseable {
  private final TopicNames names;
  private final Map<String, Object> client;
  private final AvroCodec byTopic;
  private final AvroCodec byRecord;

  RegistryReader(AuditConfig deployment) {
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
  Look<RegistryView> registry() {
    Map<String, Schema> byTopicName = new LinkedHashMap<>();
    byTopicName.put(names.journal(), SagaTransition.getClassSchema());
    byTopicName.put(names.outcomes(), SagaOutcome.getClassSchema());
    byTopicName.put(names.definitions(), SagaDefinitionDescriptor.getClassSchema());
    byTopicName.put(names.operations(), SagaOperation.getClassSchema());
    byTopicName.put(names.recoveries(), RecoveryRecord.getClassSchema());
    List<String> missing = new ArrayList<>();
    try {
      byTopicName.forEach((topic, schema) -> look(byTopic, topic, schema, missing));
      look(byRecord, names.answers(), SagaStartAnswer.getClassSchema(), missing);
      look(byRecord, names.signals(), ApprovalDecision.getClassSchema(), missing);
    } catch (RegistryUnavailableException e) {
      return Look.failed(Calls.reason(e));
    }
    return Look.at(new RegistryView(byTopicName.size() + 2, missing));
  }

  private void look(AvroCodec codec, String topic, Schema schema, List<String> missing) {
    try {
      codec.schemaId(topic, schema);
    } catch (SchemaNotRegisteredException e) {
      missing.add(codec == byTopic ? topic + "-value" : schema.getFullName());
    }
  }

  /** The definitions that were ever deployed. */
  Look<Definitions> definitions() {
    Definitions definitions = new Definitions();
    try (TopicReader reader = TopicReader.connect(client)) {
      if (!reader.topics().contains(names.definitions())) {
        return Look.failed("topic " + names.definitions() + " is not there");
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
      return Look.at(definitions);
    } catch (KafkaException | AuditException e) {
      return Look.failed(names.definitions() + " cannot be read: " + Calls.reason(e));
    }
  }

  @Override
  public void close() {
    byTopic.close();
    byRecord.close();
  }
}
