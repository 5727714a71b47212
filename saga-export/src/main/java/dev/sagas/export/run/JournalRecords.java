package dev.sagas.export.run;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.UnreadableRecordException;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.export.rows.RunRows;
import dev.sagas.operate.query.FieldMask;
import dev.sagas.operate.query.PayloadException;
import dev.sagas.operate.query.Payloads;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes what the journal has. */
final class JournalRecords implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalRecords.class);

  private final String topic;
  private final WrittenRecords records;
  private final Payloads payloads;
  private final FieldMask mask;

  /**
   * Those of a deployment; the registry is not called yet.
   *
   * @param maskedFields hidden in the data, beside those whose schema says so
   */
  JournalRecords(Deployment deployment, List<String> maskedFields) {
    this.topic = deployment.topics().journal();
    this.records = WrittenRecords.open(deployment.client(), deployment.topics());
    this.payloads = Payloads.open(deployment);
    this.mask = FieldMask.of(maskedFields);
  }

  /** The journal. */
  String topic() {
    return topic;
  }

  /** Rows with the data as JSON, without what is hidden. */
  RunRows rows() {
    return new RunRows(this::json);
  }

  private Optional<String> json(Bytes data) {
    try {
      return Optional.of(payloads.decoded(data).json(mask).toString());
    } catch (PayloadException e) {
      LOG.warn("The data of a saga is left out: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Empty if it is no entry; the run that it is missing from then has a gap. */
  Optional<ReadEntry> read(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return Optional.empty();
    }
    Position position = new Position(record.topic(), record.partition(), record.offset());
    try {
      return Optional.of(ReadEntry.of(position, records.entry(value), value));
    } catch (UnreadableRecordException e) {
      LOG.warn("{} is left out: {}", position, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    records.close();
    payloads.close();
  }
}
