package dev.sagas.engine.wire;

import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Digest;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.BranchDescriptor;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.StageDescriptor;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.CorruptRecordException;
import dev.sagas.serde.SubjectStrategy;
import dev.sagas.serde.UnknownSchemaException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads back what the orchestrator has written.
 *
 * <ul>
 *   <li>Tells bytes that cannot be read ({@link UnreadableRecordException}) from a registry that
 *       does not answer (a {@link org.apache.kafka.common.errors.SerializationException}).
 * </ul>
 */
public final class WrittenRecords implements AutoCloseable {
  private final AvroCodec codec;
  private final JournalCodec journal;
  private final TopicNames topics;

  private WrittenRecords(AvroCodec codec, TopicNames topics) {
    this.codec = codec;
    this.journal = new JournalCodec(codec, topics.journal());
    this.topics = topics;
  }

  /**
   * A reader; the registry is not called yet.
   *
   * @param config as for {@link AvroCodec#create}
   */
  public static WrittenRecords open(Map<String, ?> config, TopicNames topics) {
    return new WrittenRecords(AvroCodec.create(config, SubjectStrategy.TOPIC_NAME), topics);
  }

  /**
   * Reads an entry of the journal. Does not check its hash.
   *
   * @throws UnreadableRecordException if the bytes are no entry, or of an unknown schema
   */
  public JournalEntry entry(byte[] value) throws UnreadableRecordException {
    try {
      return journal.decode(value);
    } catch (CorruptRecordException | UnknownSchemaException | IllegalArgumentException e) {
      throw new UnreadableRecordException(
          "Expected an entry of the journal, but " + e.getMessage(), e);
    }
  }

  /**
   * Reads an outcome.
   *
   * @throws UnreadableRecordException if the bytes are no outcome, or of an unknown schema
   */
  public PublishedOutcome outcome(byte[] value) throws UnreadableRecordException {
    try {
      SagaOutcome outcome = codec.decode(topics.outcomes(), value, SagaOutcome.class);
      return new PublishedOutcome(
          new SagaId(outcome.getSagaId()),
          AvroEnums.fromAvro(outcome.getOutcome()),
          outcome.getRun().isEmpty() ? Optional.empty() : Optional.of(end(outcome)));
    } catch (CorruptRecordException | UnknownSchemaException | IllegalArgumentException e) {
      throw new UnreadableRecordException("Expected an outcome, but " + e.getMessage(), e);
    }
  }

  private static PublishedOutcome.End end(SagaOutcome outcome) {
    return new PublishedOutcome.End(
        new RunId(outcome.getRun()),
        new ChainLink(outcome.getRevision(), Digest.of(outcome.getHash().bytes())));
  }

  /**
   * Reads a definition.
   *
   * @throws UnreadableRecordException if the bytes are no definition, or of an unknown schema
   */
  public PublishedDefinition definition(byte[] value) throws UnreadableRecordException {
    try {
      SagaDefinitionDescriptor descriptor =
          codec.decode(topics.definitions(), value, SagaDefinitionDescriptor.class);
      return new PublishedDefinition(
          new SagaType(descriptor.getType()),
          descriptor.getVersion(),
          descriptor.getStages().stream().map(WrittenRecords::stage).toList());
    } catch (CorruptRecordException | UnknownSchemaException | IllegalArgumentException e) {
      throw new UnreadableRecordException("Expected a definition, but " + e.getMessage(), e);
    }
  }

  private static PublishedDefinition.Stage stage(StageDescriptor stage) {
    return new PublishedDefinition.Stage(
        stage.getBranches().stream().map(WrittenRecords::branch).toList(),
        stage.getUndoInParallel());
  }

  private static List<StepName> branch(BranchDescriptor branch) {
    return branch.getSteps().stream().map(step -> new StepName(step.getName())).toList();
  }

  @Override
  public void close() {
    codec.close();
  }
}
