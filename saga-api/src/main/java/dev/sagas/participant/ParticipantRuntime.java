package dev.sagas.participant;

import dev.sagas.internal.DaemonThreads;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running participant: its threads and clients. */
final class ParticipantRuntime extends LoopedParticipant {
  private static final Logger LOG = LoggerFactory.getLogger(ParticipantRuntime.class);
  private static final Duration CLOSE_CLIENTS = Duration.ofSeconds(10);
  private static final Duration CLEAN_UP_EVERY = Duration.ofMinutes(1);

  private final ParticipantPlan plan;
  private final AvroCodec codec;
  private final Producer<byte[], byte[]> producer;
  private final Admin admin;
  private final HandlerEnvironment execution;
  private final ScheduledExecutorService scheduler;
  private final CommandWorkers workers;
  private final Thread loop;

  private ParticipantRuntime(
      ParticipantPlan plan,
      AvroCodec codec,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer) {
    this.plan = plan;
    this.codec = codec;
    this.producer = producer;
    this.admin = ParticipantClients.admin(plan);
    String name = "participant-" + plan.name();
    this.execution = plan.execution(name, shutdown);
    this.scheduler = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(name));
    this.workers = new CommandWorkers(name, plan.concurrency(), processor()::process);
    CommandIntake intake = new CommandIntake(consumer, workers, plan.closeTimeout());
    // Not a daemon: it keeps the process alive until the participant is closed.
    this.loop =
        new Thread(
            new CommandLoop(consumer, Subscription.of(plan), intake, shutdown), name + "-poll");
  }

  static ParticipantRuntime started(
      ParticipantPlan plan,
      AvroCodec codec,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer) {
    ParticipantRuntime runtime = new ParticipantRuntime(plan, codec, consumer, producer);
    runtime.start();
    return runtime;
  }

  private void start() {
    workers.start();
    loop.start();
    FenceCleaner cleaner = new FenceCleaner(plan.fence(), Clock.systemUTC());
    Future<?> unused =
        scheduler.scheduleWithFixedDelay(
            cleaner, CLEAN_UP_EVERY.toMillis(), CLEAN_UP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  Thread loop() {
    return loop;
  }

  @Override
  public void close() {
    shutdown.requestAndJoin(loop, plan.closeTimeout().plus(CLOSE_CLIENTS));
    workers.interrupt();
    execution.threads().interrupt();
    scheduler.shutdownNow();
    try {
      producer.close(CLOSE_CLIENTS);
    } catch (KafkaException e) {
      LOG.warn("The producer of {} was not closed", plan.name(), e);
    }
    admin.close(CLOSE_CLIENTS);
    codec.close();
  }

  /** Full names of the records that may be sent as replies. */
  static Set<String> declaredReplies(ParticipantPlan plan) {
    Set<String> names = new TreeSet<>();
    for (Class<? extends SpecificRecord> type : plan.replies()) {
      names.add(HandlerTable.fullName(type));
    }
    names.add(HandlerTable.fullName(StepFailure.class));
    names.add(HandlerTable.fullName(NothingToUndo.class));
    return names;
  }

  private CommandProcessor processor() {
    Replies replies =
        new Replies(
            codec,
            plan.topics().replies(),
            declaredReplies(plan),
            ParticipantClients.maxReplyBytes(plan));
    return new CommandProcessor(
        new HandlerTable(codec, replies, plan.handlers()),
        plan.fence(),
        new Outbound(
            new ReliableSender(producer, scheduler, shutdown, KnownTopics.of(admin)),
            plan.topics()),
        execution);
  }
}
