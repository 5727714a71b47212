package dev.sagas.engine.wire;

import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.RecoveryRecord;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.SubjectStrategy;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema of the protocol that an orchestrator registers before it takes part.
 *
 * @param strategy names its subject
 */
public record ProtocolSchema(SubjectStrategy strategy, String topic, Schema schema) {
  /** All of them. */
  public static List<ProtocolSchema> of(TopicNames topics) {
    return List.of(
        byTopic(topics.journal(), SagaTransition.getClassSchema()),
        byTopic(topics.outcomes(), SagaOutcome.getClassSchema()),
        byTopic(topics.definitions(), SagaDefinitionDescriptor.getClassSchema()),
        byTopic(topics.operations(), SagaOperation.getClassSchema()),
        byTopic(topics.recoveries(), RecoveryRecord.getClassSchema()),
        byRecord(topics.answers(), SagaStartAnswer.getClassSchema()),
        byRecord(topics.signals(), ApprovalDecision.getClassSchema()));
  }

  /** The subject that it is registered under. */
  public String subject() {
    return strategy.subject(topic, schema);
  }

  private static ProtocolSchema byTopic(String topic, Schema schema) {
    return new ProtocolSchema(SubjectStrategy.TOPIC_NAME, topic, schema);
  }

  private static ProtocolSchema byRecord(String topic, Schema schema) {
    return new ProtocolSchema(SubjectStrategy.RECORD_NAME, topic, schema);
  }
}
