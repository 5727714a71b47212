package dev.sagas.participant;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
 * Finds records that Kafka will not accept before they are sent, because one of them would abort
 * the whole transaction.
 */
final class RecordGuard {
  private static final int OVERHEAD_BYTES = 128;
  private static final int HEADER_OVERHEAD_BYTES = 10;
  private static final int MAX_CAUSES = 4;

  private final KnownTopics topics;
  private final int maxRequestBytes;

  RecordGuard(KnownTopics topics, int maxRequestBytes) {
    this.topics = topics;
    this.maxRequestBytes = maxRequestBytes;
  }

  /**
   * Why the record cannot be sent; empty if no reason is known. Waits for the brokers if the topic
   * is not known yet.
   *
   * @throws KafkaException if the topic is not known because the brokers do not answer
   */
  Optional<Exception> objection(ProducerRecord<byte[], byte[]> record) {
    Optional<RecordTooLargeException> tooLarge = tooLarge(record);
    if (tooLarge.isPresent()) {
      return Optional.of(tooLarge.get());
    }
    try {
      topics.require(record);
      return Optional.empty();
    } catch (KafkaException e) {
      if (isAboutTheRecord(e)) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  /**
   * The same without waiting: fails with the reason why the record cannot be sent, or why that is
   * not known.
   */
  CompletableFuture<Void> check(ProducerRecord<byte[], byte[]> record) {
    Optional<RecordTooLargeException> tooLarge = tooLarge(record);
    return tooLarge.isPresent()
        ? CompletableFuture.failedFuture(tooLarge.get())
        : topics.check(record);
  }

  private Optional<RecordTooLargeException> tooLarge(ProducerRecord<byte[], byte[]> record) {
    long bytes = size(record);
    return bytes > maxRequestBytes
        ? Optional.of(
            new RecordTooLargeException(
                "Expected a record of at most " + maxRequestBytes + " bytes, but it has " + bytes))
        : Optional.empty();
  }

  /** True if the error is about this record, so that it makes no sense to retry it. */
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
