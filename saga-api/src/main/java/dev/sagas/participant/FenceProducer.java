package dev.sagas.participant;

import dev.sagas.serde.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one transaction after the other; replaces its producer if that can no longer write. Used
 * by the poll thread.
 */
final class FenceProducer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FenceProducer.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Supplier<Producer<byte[], byte[]>> factory;
  private final Shutdown shutdown;
  private final Backoff backoff = new Backoff(100, 5_000);
  private Producer<byte[], byte[]> producer;

  /**
   * @param factory makes producers of the same transactional id
   */
  FenceProducer(Supplier<Producer<byte[], byte[]>> factory, Shutdown shutdown) {
    this.factory = factory;
    this.shutdown = shutdown;
    this.producer = factory.get();
  }

  /**
   * Ends a transaction that an earlier producer of the same id has left open; retries until it is
   * done.
   */
  void open() throws AbandonedException {
    for (int failures = 1; ; failures++) {
      try {
        producer.initTransactions();
        return;
      } catch (KafkaException e) {
        LOG.warn("No transactions yet; trying again", e);
        shutdown.pause(backoff.afterMs(failures));
        replace();
      }
    }
  }

  /**
   * Writes all of the records and offsets, or none.
   *
   * @param group the membership that read up to the offsets: if it has ended, nothing is written
   */
  void commit(
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group)
      throws TransactionFailedException, AbandonedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      // Records first: while the last transaction is being completed, the brokers wait with the
      // records of the next one, but refuse its offsets, and the producer then waits for 100 ms.
      producer.flush();
      producer.sendOffsetsToTransaction(offsets, group);
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (KafkaException | IllegalStateException | ExecutionException e) {
      boolean aboutARecord = RecordGuard.isAboutTheRecord(e) || isAnyAboutItsRecord(sent);
      abort();
      throw new TransactionFailedException(e, false, aboutARecord);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AbandonedException();
    }
    try {
      producer.commitTransaction();
    } catch (KafkaException | IllegalStateException e) {
      reopen();
      throw new TransactionFailedException(e, true, false);
    }
  }

  @Override
  public void close() {
    close(CLOSE);
  }

  // The commit was not requested, so whatever happens to the producer, it cannot happen.
  private void abort() throws AbandonedException {
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      LOG.debug("A transaction could not be aborted; a new producer will abort it", e);
      reopen();
    }
  }

  private void reopen() throws AbandonedException {
    replace();
    open();
  }

  private void replace() {
    close(Duration.ZERO);
    producer = factory.get();
  }

  private void close(Duration timeout) {
    try {
      producer.close(timeout);
    } catch (KafkaException e) {
      LOG.debug("A producer was not closed", e);
    }
  }

  private static boolean isAnyAboutItsRecord(List<Future<RecordMetadata>> sent) {
    for (Future<RecordMetadata> each : sent) {
      try {
        if (each.isDone()) {
          each.get();
        }
      } catch (ExecutionException e) {
        if (RecordGuard.isAboutTheRecord(e)) {
          return true;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }
}
