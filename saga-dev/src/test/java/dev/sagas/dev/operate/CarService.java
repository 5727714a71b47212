package dev.sagas.dev.operate;

import dev.sagas.dev.engine.Wire;
import dev.sagas.samples.schema.trip.CarBooked;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The participant {@code cars}: a member of its group that books each car, but hangs in some
 * partitions.
 */
final class CarService implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Wire wire;
  private final Set<Integer> hangsIn = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "car-service");
  private volatile Optional<Exception> failure = Optional.empty();

  private CarService(Map<String, Object> client, Set<Integer> hangsIn) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("group.id", "cars");
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    config.put("enable.auto.commit", false);
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.wire = new Wire(client);
    this.hangsIn.addAll(hangsIn);
  }

  static CarService start(Map<String, Object> client, Set<Integer> hangsIn) {
    CarService service = new CarService(client, hangsIn);
    service.consumer.subscribe(List.of("cars.commands"), service.new Hanging());
    service.thread.start();
    return service;
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /** From now on it reads all partitions. */
  void recovers() {
    hangsIn.clear();
  }

  private void run() {
    try {
      while (true) {
        hang(consumer.assignment());
        for (ConsumerRecord<byte[], byte[]> command : consumer.poll(POLL)) {
          String id = Wire.header(command, "saga-id");
          wire.reply(command, "succeeded", new CarBooked(id, "car-1"));
        }
        consumer.commitSync();
      }
    } catch (WakeupException e) {
      failure = Optional.empty(); // it is closed
    } catch (Exception e) {
      failure = Optional.of(e);
    }
  }

  private void hang(Collection<TopicPartition> assigned) {
    consumer.resume(assigned);
    consumer.pause(assigned.stream().filter(each -> hangsIn.contains(each.partition())).toList());
  }

  private final class Hanging implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      hang(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // it has no state of a partition
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while the service ended", e);
    }
    consumer.close();
    wire.close();
    if (failure.isPresent()) {
      throw new AssertionError("Expected the service to run until it is closed", failure.get());
    }
  }
}
