package dev.sagas.orchestrator.streams;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * Counts, for one partition, what is left out on purpose. They are metrics of Kafka Streams: group
 * {@code stream-saga-metrics}, names such as {@code letters-shortened-total} and {@code
 * letters-shortened-rate}, tag {@code saga-id} with the task.
 */
final class EngineCounters implements AutoCloseable {
  /** What is counted. */
  enum Counter {
    /** Inputs without effect that are not journaled, because there were too many (R4). */
    NOTES_LEFT_OUT,
    /** Dead letters that do not hold all of their record, because it is too large. */
    LETTERS_SHORTENED,
    /** Answers and outcomes of refusals that their topic does not take. */
    OUTPUTS_LEFT_OUT,
    /** Inputs that were passed over, because their transaction failed again and again. */
    INPUTS_GIVEN_UP;

    String metric() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final StreamsMetrics metrics;
  private final Map<Counter, Sensor> sensors = new EnumMap<>(Counter.class);

  EngineCounters(StreamsMetrics metrics, String task) {
    this.metrics = metrics;
    for (Counter counter : Counter.values()) {
      sensors.put(
          counter,
          metrics.addRateTotalSensor("saga", task, counter.metric(), Sensor.RecordingLevel.INFO));
    }
  }

  void count(Counter counter) {
    Sensor sensor = sensors.get(counter);
    if (sensor != null) {
      sensor.record();
    }
  }

  @Override
  public void close() {
    sensors.values().forEach(metrics::removeSensor);
    sensors.clear();
  }
}
