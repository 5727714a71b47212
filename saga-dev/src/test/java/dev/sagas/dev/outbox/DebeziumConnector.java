package dev.sagas.dev.outbox;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.Header;
import io.debezium.engine.format.KeyValueHeaderChangeEventFormat;
import io.debezium.engine.format.SerializationFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/**
 * A real connector of Debezium, in Debezium's own engine instead of a worker of Kafka Connect. The
 * engine runs connector and transformations as a worker does, and the converters of the
 * configuration. Only its interface is there at compile time.
 */
final class DebeziumConnector implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final List<String> CONVERTERS =
      List.of("key.converter", "value.converter", "header.converter");

  private final Sink sink;
  private final CompletableFuture<Void> polling = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final DebeziumEngine<ChangeEvent<Object, Object>> engine;

  private DebeziumConnector(Properties connector, Sink sink, Format format) {
    this.sink = sink;
    Properties settings = new Properties();
    settings.putAll(connector);
    for (String converter : CONVERTERS) {
      settings.put(converter + ".class", connector.getProperty(converter));
    }
    engine =
        DebeziumEngine.create(format.everywhere())
            .using(settings)
            .using(this::end)
            .using(
                new DebeziumEngine.ConnectorCallback() {
                  @Override
                  public void pollingStarted() {
                    polling.complete(null);
                  }
                })
            .notifying(this::pass)
            .build();
  }

  /** What stands in for the producer of a worker. */
  interface Sink {
    void take(ProducerRecord<byte[], byte[]> record) throws Exception;
  }

  /**
   * Starts the connector and returns when it reads.
   *
   * @param connector its configuration, as a worker of Kafka Connect would get it, and what the
   *     engine needs: a name, a store of offsets
   * @param sink gets the records that a worker would give to its producer, one after the other
   */
  static DebeziumConnector start(Properties connector, Sink sink) throws Exception {
    DebeziumConnector started = new DebeziumConnector(connector, sink, Format.asConfigured());
    Thread thread = new Thread(started.engine, "debezium");
    thread.setDaemon(true);
    thread.start();
    started.polling.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    return started;
  }

  /** Waits until it is so, and fails if the connector ends before. */
  void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ended.isDone() || condition.call());
    if (ended.isDone()) {
      ended.join();
      throw new IllegalStateException("Expected the connector to continue, but it has ended");
    }
  }

  private void pass(ChangeEvent<Object, Object> event) {
    try {
      sink.take(record(event));
    } catch (Exception e) {
      throw new IllegalStateException("Expected " + event + " to be taken", e);
    }
  }

  private void end(boolean success, String message, Throwable error) {
    if (success) {
      ended.complete(null);
    } else {
      IllegalStateException failure = new IllegalStateException(message, error);
      ended.completeExceptionally(failure);
      polling.completeExceptionally(failure);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(ChangeEvent<Object, Object> event) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            event.destination(), event.partition(), (byte[]) event.key(), (byte[]) event.value());
    List<Header<byte[]>> headers = event.headers();
    headers.forEach(header -> record.headers().add(header.getKey(), header.getValue()));
    return record;
  }

  @Override
  public void close() throws IOException {
    if (!ended.isDone()) {
      engine.close();
    }
    ended.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** The format that leaves keys, values and headers to the converters of the configuration. */
  private record Format(Class<SerializationFormat<Object>> type) {
    @SuppressWarnings("unchecked") // it is one, by Debezium's source
    static Format asConfigured() throws ClassNotFoundException {
      return new Format(
          (Class<SerializationFormat<Object>>)
              Class.forName("io.debezium.embedded.ClientProvided"));
    }

    KeyValueHeaderChangeEventFormat<
            SerializationFormat<Object>, SerializationFormat<Object>, SerializationFormat<Object>>
        everywhere() {
      return KeyValueHeaderChangeEventFormat.of(type, type, type);
    }
  }
}
