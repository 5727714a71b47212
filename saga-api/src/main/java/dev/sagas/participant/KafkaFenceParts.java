package dev.sagas.participant;

import org.apache.kafka.clients.consumer.Consumer;

/** The parts of a participant with a fence in Kafka. */
record KafkaFenceParts(
    Subscription subscription,
    KafkaFence settings,
    Consumer<byte[], byte[]> consumer,
    FenceTopic topic,
    FenceProducer producer,
    FenceRestorer restorer,
    BatchRunner runner,
    StagedProcessor processor) {
  String commandTopic() {
    return subscription.topic();
  }
}
