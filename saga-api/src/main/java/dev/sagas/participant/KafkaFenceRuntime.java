package dev.sagas.participant;

import dev.sagas.serde.AvroCodec;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/** A running participant with a fence in Kafka: its threads and clients. */
final class KafkaFenceRuntime extends LoopedParticipant {
  private static final Duration CLOSE_CLIENTS = Duration.ofSeconds(15);

  private final ParticipantPlan plan;
  private final AvroCodec codec;
  private final Admin admin;
  private final HandlerEnvironment execution;
  private final BatchRunner runner;
  private final Thread loop;

  private KafkaFenceRuntime(ParticipantPlan plan, KafkaFence settings, AvroCodec codec) {
    this.plan = plan;
    this.codec = codec;
    this.admin = ParticipantClients.admin(plan);
    String name = "participant-" + plan.name();
    this.execution = plan.execution(name, shutdown);
    this.runner = new BatchRunner(name, plan.concurrency(), shutdown, plan.closeTimeout());
    // Not a daemon: it keeps the process alive until the participant is closed.
    this.loop = new Thread(loop(settings), name + "-poll");
  }

  static RunningParticipant started(ParticipantPlan plan, KafkaFence settings, AvroCodec codec) {
    KafkaFenceRuntime runtime = new KafkaFenceRuntime(plan, settings, codec);
    runtime.loop.start();
    return runtime;
  }

  @Override
  Thread loop() {
    return loop;
  }

  @Override
  public void close() {
    shutdown.requestAndJoin(loop, plan.closeTimeout().plus(CLOSE_CLIENTS));
    runner.interrupt();
    execution.threads().interrupt();
    admin.close(CLOSE_CLIENTS);
    codec.close();
  }

  private KafkaFenceLoop loop(KafkaFence settings) {
    Consumer<byte[], byte[]> consumer = ParticipantClients.consumer(plan);
    FenceRecords records = new FenceRecords(codec, plan.fenceTopic());
    FenceProducer producer =
        new FenceProducer(
            KafkaFenceClients.producers(plan, settings, consumer.groupMetadata().groupId()),
            shutdown);
    RecordGuard guard =
        new RecordGuard(KnownTopics.of(admin), ParticipantClients.maxRequestBytes(plan));
    KafkaFenceParts parts =
        new KafkaFenceParts(
            Subscription.of(plan),
            settings,
            consumer,
            new FenceTopic(admin, plan.fenceTopic(), plan.commandTopic(), settings.replicas()),
            producer,
            new FenceRestorer(KafkaFenceClients.reader(plan), admin, plan.fenceTopic(), records),
            runner,
            new StagedProcessor(handlers(), records, plan.topics(), execution));
    return new KafkaFenceLoop(parts, guard, shutdown);
  }

  private HandlerTable handlers() {
    // A row holds the replies of an execute and of its compensation.
    Replies replies =
        new Replies(
            codec,
            plan.topics().replies(),
            ParticipantRuntime.declaredReplies(plan),
            ParticipantClients.maxReplyBytes(plan) / 2);
    return new HandlerTable(codec, replies, plan.handlers());
  }
}
