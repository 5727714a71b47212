package dev.sagas.participant;

import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Finds records that Kafka will not take before they are sent, because one of them would undo the
 * whole transaction.
 */
final class RecordGuard {
  private static final int OVERHEAD_BYTES = 128;
  private static final int HEADER_OVERHEAD_BYTES = 10;
  private static final int MAX_CAUSES = 4;

  private final ToIntFunction<String> partitionsOf;
  private final int maxRequestBytes;

  /**
   * @param partitionsOf how many partitions a topic has; throws {@link KafkaException} if that is
   *     not known
   */
  RecordGuard(ToIntFunction<String> partitionsOf, int maxRequestBytes) {
    this.partitionsOf = partitionsOf;
    this.maxRequestBytes = maxRequestBytes;
  }

  /**
   * Why the record cannot be sent; empty if nothing speaks against it.
   *
   * @throws KafkaException if the topic is not known because the brokers do not answer
   */
  Optional<Exception> objection(ProducerRecord<byte[], byte[]> record) {
    long bytes = size(record);
    if (bytes > maxRequestBytes) {
      return Optional.of(
          new RecordTooLargeException(
              "Expected a record of at most " + maxRequestBytes + " bytes, but it has " + bytes));
    }
    try {
      int partitions = partitionsOf.applyAsInt(record.topic());
      @Nullable Integer partition = record.partition();
      return partition == null || partition < partitions
          ? Optional.empty()
          : Optional.of(
              new UnknownTopicOrPartitionException(
                  record.topic() + " has " + partitions + " partitions, not " + partition));
    } catch (KafkaException e) {
      if (isAboutTheRecord(e)) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  /** True if another record could have been sent, so that it makes no sense to try this again. */
  static boolean isAboutTheRecord(Throwable problem) {
    @Nullable Throwable cause = problem;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof RecordTooLargeException
          || cause instanceof InvalidTopicException
          || cause instanceof UnknownTopicOrPartitionException
          || cause instanceof TopicAuthorizationException
          || cause instanceof RecordBatchTooLargeException
          || cause instanceof InvalidRecordException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static long size(ProducerRecord<byte[], byte[]> record) {
    long bytes = OVERHEAD_BYTES + (long) length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      bytes += HEADER_OVERHEAD_BYTES + 3L * header.key().length() + length(header.value());
    }
    return bytes;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
