package dev.sagas.participant;

import static dev.sagas.participant.Commands.NOW;
import static dev.sagas.participant.Commands.TOPIC;
import static dev.sagas.participant.Commands.header;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One handler with all around it, but for the broker. Commands are StepFailures. */
final class HandlerBench implements AutoCloseable {
  /** What a handler may take that is to end. */
  static final Duration LONG = Duration.ofSeconds(30);

  /** What one may take that hangs. */
  static final Duration BRIEF = Duration.ofSeconds(1);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final Shutdown shutdown = new Shutdown();
  private final AvroCodec codec =
      AvroCodec.create(
          Map.of(RegistryClient.CLIENT_CONFIG, new FlakyRegistry().client()),
          SubjectStrategy.RECORD_NAME);
  private final CommandProcessor processor;

  HandlerBench(Fence fence, CommandHandler<StepFailure> handler, ParticipantListener... listeners) {
    this(fence, handler, LONG, listeners);
  }

  HandlerBench(
      Fence fence,
      CommandHandler<StepFailure> handler,
      Duration limit,
      ParticipantListener... listeners) {
    codec.register(TOPIC, StepFailure.getClassSchema());
    codec.register(TOPIC, NothingToUndo.getClassSchema());
    Replies replies =
        new Replies(
            codec,
            TopicNames.DEFAULT.replies(),
            Set.of("dev.sagas.schema.NothingToUndo", "dev.sagas.schema.StepFailure"),
            10_000);
    processor =
        new CommandProcessor(
            new HandlerTable(codec, replies, Map.of(StepFailure.class, handler)),
            fence,
            new Outbound(
                new ReliableSender(producer, scheduler, shutdown, Commands.ALL_TOPICS),
                TopicNames.DEFAULT),
            Executions.of(
                Clock.fixed(NOW, ZoneOffset.UTC), shutdown, Optional.of(limit), listeners));
  }

  /** A success that says something. */
  static StepResult succeeded(String text) {
    return StepResult.succeeded(new NothingToUndo(text, NothingToUndoReason.REJECTED));
  }

  /** Does not end before it is released, not even when it is interrupted. */
  static String hang(CountDownLatch released) {
    boolean over = false;
    while (!over) {
      try {
        released.await();
        over = true;
      } catch (InterruptedException e) {
        over = false; // that is what it is for
      }
    }
    return "late";
  }

  /** Handles a command and gives what was answered. */
  ProducerRecord<byte[], byte[]> answer(Headers headers) {
    CommandTask task =
        Commands.task(headers, codec.encode(TOPIC, new StepFailure("code", "message", Map.of())));
    processor.process(task);
    if (!task.isDone()) {
      throw new AssertionError("Expected the command to be done");
    }
    return producer.history().get(producer.history().size() - 1);
  }

  /** Everything that was sent, dead letters included. */
  List<ProducerRecord<byte[], byte[]>> sent() {
    return producer.history();
  }

  /** Its outcome, and the error code if there is one. */
  static String outcome(ProducerRecord<byte[], byte[]> reply) {
    return (header(reply, SagaHeaders.OUTCOME) + " " + header(reply, SagaHeaders.ERROR_CODE))
        .strip();
  }

  StepFailure failure(ProducerRecord<byte[], byte[]> reply) {
    return codec.decode(reply.topic(), reply.value(), StepFailure.class);
  }

  @Override
  public void close() {
    shutdown.request();
    scheduler.shutdownNow();
    codec.close();
  }
}
