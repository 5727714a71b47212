package dev.sagas.orchestrator.metrics;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The metrics that Kafka Streams and its clients keep of themselves, but for those of RocksDB.
 *
 * <ul>
 *   <li>Reading one of RocksDB while its store is closed, as in a rebalance, ends the process by a
 *       fault of memory (KAFKA-10025, open in Kafka 4.4.0): they must not be read at all, and
 *       Micrometer reads a metric before any of its filters is asked.
 * </ul>
 */
final class EngineClientMetrics {
  /** The tag that each metric of RocksDB has, whatever the kind of store. */
  private static final String OF_ROCKSDB = "rocksdb-";

  private EngineClientMetrics() {}

  /** Binds what is safe to read; new metrics are found as they are made. */
  static KafkaClientMetrics of(Supplier<Map<MetricName, ? extends Metric>> all) {
    // Micrometer takes a client of Kafka, of which it asks the metrics alone.
    Object client =
        Proxy.newProxyInstance(
            EngineClientMetrics.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("metrics")) {
                return safe(all.get());
              }
              throw new UnsupportedOperationException(
                  "Expected only metrics to be asked for, but got " + method.getName());
            });
    return new KafkaClientMetrics((Producer<?, ?>) client);
  }

  private static Map<MetricName, Metric> safe(Map<MetricName, ? extends Metric> all) {
    Map<MetricName, Metric> safe = new HashMap<>();
    all.forEach(
        (name, metric) -> {
          if (name.tags().keySet().stream().noneMatch(tag -> tag.startsWith(OF_ROCKSDB))) {
            safe.put(name, metric);
          }
        });
    return safe;
  }
}
