package dev.sagas.participant;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a participant reads, and what it handles.
 *
 * @param commands full names of the records that have a handler
 */
record Subscription(String participant, String topic, List<String> commands) {
  private static final Logger LOG = LoggerFactory.getLogger(Participant.class);

  Subscription {
    commands = List.copyOf(new TreeSet<>(commands));
  }

  static Subscription of(ParticipantPlan plan) {
    return new Subscription(
        plan.name().value(),
        plan.commandTopic(),
        plan.handlers().keySet().stream().map(HandlerTable::fullName).toList());
  }

  /** Subscribes; the log says once that the group was joined. */
  void join(Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener) {
    consumer.subscribe(List.of(topic), new Announced(this, consumer, listener));
  }

  private void announce(String group, int partitions) {
    LOG.info(
        "Participant {} joined group {} with {} partitions of {}; it handles {}",
        participant,
        group,
        partitions,
        topic,
        String.join(", ", commands));
  }

  /** Passes everything on. Used by the poll thread. */
  private static final class Announced implements ConsumerRebalanceListener {
    private final Subscription subscription;
    private final Consumer<byte[], byte[]> consumer;
    private final ConsumerRebalanceListener listener;
    private boolean announced;

    private Announced(
        Subscription subscription,
        Consumer<byte[], byte[]> consumer,
        ConsumerRebalanceListener listener) {
      this.subscription = subscription;
      this.consumer = consumer;
      this.listener = listener;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!announced) {
        announced = true;
        subscription.announce(consumer.groupMetadata().groupId(), partitions.size());
      }
      listener.onPartitionsAssigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      listener.onPartitionsRevoked(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      listener.onPartitionsLost(partitions);
    }
  }
}
