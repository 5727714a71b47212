package dev.sagas.dev.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.dev.engine.Wire;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.StepFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;

/**
 * The sagas around the participant {@code cars}: starts them, answers for {@code hotels}, and
 * writes commands to {@code cars} by hand.
 */
final class FenceTraffic implements AutoCloseable {
  /** Of every topic. */
  static final int PARTITIONS = 2;

  /** How many sagas run while instances come and go. */
  static final int MOVED = 20;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CARS = "cars.commands";
  private static final String REPLIES = "saga.replies";

  private final Wire wire;
  private final Admin admin;
  private final Set<String> answeredHotels = new HashSet<>();

  FenceTraffic(Map<String, Object> clientConfig) {
    wire = new Wire(clientConfig);
    admin = Admin.create(clientConfig);
  }

  /** Starts a saga; those with {@code compensate} in their id turn back after the car. */
  void start(String saga) throws Exception {
    TripData trip = new TripData(saga, "Ada", "compact", "Ritz", "OS 1", 2, null, null, null);
    wire.start(new TwoStepTrip.Patient().define().type().value(), trip, saga);
  }

  List<String> startMoved(String database) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MOVED; i++) {
      ids.add(database + "-execute-moved-" + i);
      start(ids.get(i));
    }
    return ids;
  }

  void answerHotelsUntil(Callable<Boolean> condition, Duration limit) {
    await()
        .atMost(limit)
        .until(
            () -> {
              answerHotels();
              return condition.call();
            });
  }

  private void answerHotels() throws Exception {
    for (ConsumerRecord<byte[], byte[]> command : wire.read("hotels.commands")) {
      if (answeredHotels.add(Wire.header(command, SagaHeaders.COMMAND_ID))) {
        String saga = Wire.header(command, SagaHeaders.SAGA_ID);
        if (saga.contains("compensate")) {
          wire.reply(command, "rejected", new StepFailure("FULL", "no room left", Map.of()));
        } else {
          wire.reply(command, "succeeded", new HotelBooked(saga, "room-1"));
        }
      }
    }
  }

  boolean hasEnded(String saga) {
    return wire.read("saga.outcomes").stream()
        .anyMatch(outcome -> Wire.header(outcome, SagaHeaders.SAGA_ID).equals(saga));
  }

  String outcome(String saga) {
    return wire.read("saga.outcomes").stream()
        .filter(outcome -> Wire.header(outcome, SagaHeaders.SAGA_ID).equals(saga))
        .map(outcome -> wire.decode(outcome, SagaOutcome.class).getOutcome().toString())
        .findFirst()
        .orElseThrow();
  }

  /** How many replies there are to the saga's commands of the participant. */
  long replies(String saga, Action action) {
    String prefix = saga + "/";
    String middle = "/book-car/" + action.headerValue() + "/";
    return wire.read(REPLIES).stream()
        .map(reply -> Wire.header(reply, SagaHeaders.IN_REPLY_TO))
        .filter(id -> id.startsWith(prefix) && id.contains(middle))
        .count();
  }

  /** What the topic holds, read committed. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return wire.read(topic);
  }

  /** Commands like those of a saga that was compensated. */
  Commands commandsLike(String saga) {
    return new Commands(saga, wire.read(CARS));
  }

  /** Sends the command, waits for one reply more to it, and gives the reply's outcome. */
  String answered(Command command) throws Exception {
    String id = command.headers().get(SagaHeaders.COMMAND_ID);
    int before = repliesTo(id).size();
    wire.send(CARS, command.value().value(), command.headers());
    List<ConsumerRecord<byte[], byte[]>> replies =
        await().atMost(LIMIT).until(() -> repliesTo(id), found -> found.size() > before);
    return Wire.header(replies.get(before), SagaHeaders.OUTCOME);
  }

  /** Waits until the participant has committed all its commands as read. */
  void awaitOffsetsCommitted() {
    await().atMost(LIMIT).until(this::areOffsetsCommitted);
  }

  private boolean areOffsetsCommitted() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets("cars")
            .partitionsToOffsetAndMetadata()
            .get(30, TimeUnit.SECONDS);
    return wire.read(CARS).stream()
        .allMatch(
            command -> {
              OffsetAndMetadata next =
                  committed.get(new TopicPartition(command.topic(), command.partition()));
              return next != null && next.offset() > command.offset();
            });
  }

  private List<ConsumerRecord<byte[], byte[]>> repliesTo(String commandId) {
    return wire.read(REPLIES).stream()
        .filter(reply -> Wire.header(reply, SagaHeaders.IN_REPLY_TO).equals(commandId))
        .toList();
  }

  @Override
  public void close() {
    wire.close();
    admin.close();
  }

  /** The commands of one saga, for other sagas. */
  record Commands(String saga, List<ConsumerRecord<byte[], byte[]>> all) {
    Command execute(String otherSaga) {
      return command(otherSaga, Action.EXECUTE);
    }

    Command compensate(String otherSaga) {
      return command(otherSaga, Action.COMPENSATE);
    }

    private Command command(String otherSaga, Action action) {
      ConsumerRecord<byte[], byte[]> found =
          all.stream()
              .filter(record -> Wire.header(record, SagaHeaders.SAGA_ID).equals(saga))
              .filter(
                  record -> Wire.header(record, SagaHeaders.ACTION).equals(action.headerValue()))
              .findFirst()
              .orElseThrow();
      Map<String, String> headers = new HashMap<>();
      for (Header header : found.headers()) {
        headers.put(header.key(), Wire.header(found, header.key()).replace(saga, otherSaga));
      }
      Instant now = Instant.now();
      // Else the orchestrator would pass the reply on to where its saga id belongs.
      headers.put(SagaHeaders.REPLY_PARTITION, Integer.toString(partitionOf(otherSaga)));
      headers.put(SagaHeaders.DEADLINE, Long.toString(now.plusSeconds(120).toEpochMilli()));
      headers.put(SagaHeaders.FENCE_UNTIL, Long.toString(now.plusSeconds(3_600).toEpochMilli()));
      return new Command(headers, found);
    }
  }

  private static int partitionOf(String saga) {
    int hash = Utils.murmur2(saga.getBytes(StandardCharsets.UTF_8));
    return Utils.toPositive(hash) % PARTITIONS;
  }

  /** A command to be sent. */
  record Command(Map<String, String> headers, ConsumerRecord<byte[], byte[]> value) {
    /** The orchestrator does not know how the execute ended. */
    Command unknown() {
      return with(SagaHeaders.EXECUTE_OUTCOME, SagaHeaders.EXECUTE_UNKNOWN);
    }

    /** Its fence row may be forgotten at once. */
    Command expired() {
      return with(SagaHeaders.FENCE_UNTIL, "1");
    }

    Command inAnotherRun() {
      String run = headers.get(SagaHeaders.RUN);
      Map<String, String> changed = new HashMap<>();
      headers.forEach((name, text) -> changed.put(name, text.replace(run, "0123456789ab")));
      assertThat(changed).isNotEqualTo(headers);
      return new Command(changed, value);
    }

    private Command with(String name, String text) {
      Map<String, String> changed = new HashMap<>(headers);
      changed.put(name, text);
      return new Command(changed, value);
    }
  }
}
