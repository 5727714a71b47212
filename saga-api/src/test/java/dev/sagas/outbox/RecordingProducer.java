package dev.sagas.outbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer whose records arrive after a moment, in any order, and maybe not at all: the log says
 * what has arrived. So whoever sends a record before the one before it has arrived is found out.
 */
class RecordingProducer extends MockProducer<byte[], byte[]> {
  private static final int MAX_DELAY_MICROS = 2_000;

  /** What several producers have written. */
  static final class Log implements AutoCloseable {
    private final List<ProducerRecord<byte[], byte[]>> records =
        Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService network = Executors.newScheduledThreadPool(2);
    private final Random random = new Random(20_261_121);

    List<ProducerRecord<byte[], byte[]>> records() {
      synchronized (records) {
        return List.copyOf(records);
      }
    }

    private synchronized int delayMicros() {
      return random.nextInt(MAX_DELAY_MICROS);
    }

    @Override
    public void close() {
      network.shutdownNow();
    }
  }

  private final Log log;
  private final Function<ProducerRecord<byte[], byte[]>, Optional<RuntimeException>> fate;

  RecordingProducer(
      Log log, Function<ProducerRecord<byte[], byte[]>, Optional<RuntimeException>> fate) {
    super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    this.log = log;
    this.fate = fate;
  }

  RecordingProducer(Log log) {
    this(log, record -> Optional.empty());
  }

  @Override
  public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<RecordMetadata> acknowledgement = new CompletableFuture<>();
    Optional<RuntimeException> problem = fate.apply(record);
    Future<?> unused =
        log.network.schedule(
            () -> {
              if (problem.isPresent()) {
                acknowledgement.completeExceptionally(problem.get());
              } else {
                log.records.add(record);
                acknowledgement.complete(
                    new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
              }
            },
            log.delayMicros(),
            TimeUnit.MICROSECONDS);
    return acknowledgement;
  }

  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, Callback callback) {
    throw new UnsupportedOperationException("The relay sends without a callback");
  }

  static String key(ProducerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
