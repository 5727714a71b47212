package dev.sagas.dev.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.engine.Wire;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Trips that are requested one after the other, and participants that answer at once. A trip has
 * moved when its first command can be read committed.
 */
final class SteadyTrips implements AutoCloseable {
  private static final String TYPE = "patient-two-step-trip";
  private static final String CARS = "cars.commands";
  private static final String OUTCOMES = "saga.outcomes";
  private static final long BETWEEN_REQUESTS_MS = 25;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** When a trip was requested and when it moved, and the partition that it is on. */
  private record Moved(int partition, long requestedNanos, long movedNanos) {
    Duration waited() {
      return Duration.ofNanos(movedNanos - requestedNanos);
    }
  }

  private final Wire wire;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<String, Long> requestedNanos = new ConcurrentHashMap<>();
  private final Map<String, Moved> moved = new ConcurrentHashMap<>();
  private final Map<String, OutcomeKind> outcomes = new ConcurrentHashMap<>();
  private final Future<?> requesting;
  private final Future<?> answering;
  private volatile boolean closing;

  private SteadyTrips(Map<String, Object> clientConfig, int partitions) {
    wire = new Wire(clientConfig);
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        Stream.of(CARS, "hotels.commands", OUTCOMES)
            .flatMap(topic -> partitions(topic, partitions))
            .toList());
    answering = threads.submit(this::answerAll);
    requesting =
        threads.scheduleWithFixedDelay(
            this::request, 0, BETWEEN_REQUESTS_MS, TimeUnit.MILLISECONDS);
  }

  private static Stream<TopicPartition> partitions(String topic, int count) {
    return IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic, p));
  }

  /** Starts on a deployment that runs. */
  static SteadyTrips start(Map<String, Object> clientConfig, int partitions) {
    return new SteadyTrips(clientConfig, partitions);
  }

  private void request() {
    String id = "trip-" + requests.incrementAndGet();
    requestedNanos.put(id, System.nanoTime());
    try {
      wire.start(TYPE, new TripData(id, "Ada", "compact", "Ritz", "OS 1", 2, null, null, null), id);
    } catch (Exception e) {
      throw new AssertionError("Expected to request " + id, e);
    }
  }

  private void answerAll() {
    while (!closing) {
      consumer.poll(POLL).forEach(this::answer);
    }
  }

  private void answer(ConsumerRecord<byte[], byte[]> record) {
    String id = new String(record.key(), StandardCharsets.UTF_8);
    try {
      switch (record.topic()) {
        case OUTCOMES -> outcomes.put(id, wire.decode(record, SagaOutcome.class).getOutcome());
        case CARS -> {
          long now = System.nanoTime();
          moved.putIfAbsent(id, new Moved(record.partition(), requestedNanos.get(id), now));
          wire.reply(record, "succeeded", new CarBooked(id, "car-1"));
        }
        default -> wire.reply(record, "succeeded", new HotelBooked(id, "room-1"));
      }
    } catch (Exception e) {
      throw new AssertionError("Expected to answer " + record, e);
    }
  }

  /** True if each of the partitions has a trip that was requested after a moment and has moved. */
  boolean moveOn(Set<Integer> partitions, long afterNanos) {
    return moved.values().stream()
        .filter(trip -> trip.requestedNanos() - afterNanos > 0)
        .map(Moved::partition)
        .collect(Collectors.toSet())
        .containsAll(partitions);
  }

  /** The longest that a trip on the partitions waited, of those that moved after a moment. */
  Duration longestWait(Set<Integer> partitions, long afterNanos) {
    return moved.values().stream()
        .filter(trip -> partitions.contains(trip.partition()))
        .filter(trip -> trip.movedNanos() - afterNanos > 0)
        .map(Moved::waited)
        .max(Duration::compareTo)
        .orElseThrow();
  }

  /** Requests no more, and waits until each trip has its outcome. */
  void finish() {
    assertThat(requesting).as("requests are made").isNotDone();
    threads.shutdown(); // ends what is periodic
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              if (answering.isDone()) {
                answering.get(); // throws why
              }
              return outcomes.size() >= requests.get();
            });
  }

  int requested() {
    return requests.get();
  }

  Map<String, OutcomeKind> outcomes() {
    return Map.copyOf(outcomes);
  }

  @Override
  public void close() {
    closing = true;
    threads.shutdown();
    await().atMost(LIMIT).until(answering::isDone);
    consumer.close();
    wire.close();
  }
}
