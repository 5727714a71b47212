package dev.sagas.operate.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Utils;

/** Looks for open transactions: first as partitions see them, then as their coordinators do. */
final class TransactionReader {
  private final Admin admin;
  private final List<TransactionsView.Open> open = new ArrayList<>();
  private final Set<String> unseen = new TreeSet<>();

  TransactionReader(Admin admin) {
    this.admin = admin;
  }

  /** Examines the topics' partitions, and those that keep the groups' offsets. */
  Reading<TransactionsView> read(Collection<TopicView> topics, Collection<String> groups) {
    try {
      List<TopicPartition> partitions = new ArrayList<>(GroupReader.partitions(topics));
      partitions.addAll(offsetPartitions(groups));
      Map<TopicPartition, List<ProducerState>> producers = openIn(partitions);
      Map<Long, String> ids = transactionalIds(producers.values());
      Map<String, TransactionDescription> transactions = describe(ids.values());
      producers.forEach(
          (partition, states) ->
              states.forEach(
                  state ->
                      open.add(
                          view(
                              partition,
                              state,
                              Optional.ofNullable(ids.get(state.producerId()))
                                  .flatMap(id -> coordinated(id, transactions, partition))))));
      return Reading.at(new TransactionsView(partitions.size(), open, List.copyOf(unseen)));
    } catch (KafkaException e) {
      return Reading.failed("transactions cannot be examined: " + Calls.reason(e));
    }
  }

  private List<TopicPartition> offsetPartitions(Collection<String> groups) {
    String topic = Topic.GROUP_METADATA_TOPIC_NAME;
    TopicView offsets = new TopicsReader(admin).read(Set.of(topic)).get(topic);
    if (offsets == null) {
      unseen.add(topic + " does not exist, or cannot be described");
      return List.of();
    }
    int count = offsets.partitions().size();
    return groups.stream()
        .map(group -> new TopicPartition(topic, Utils.abs(group.hashCode()) % count))
        .distinct()
        .toList();
  }

  private Map<TopicPartition, List<ProducerState>> openIn(List<TopicPartition> partitions) {
    Map<TopicPartition, List<ProducerState>> producers = new HashMap<>();
    DescribeProducersResult result = admin.describeProducers(partitions);
    for (TopicPartition partition : partitions) {
      try {
        List<ProducerState> states =
            Calls.get(result.partitionResult(partition)).activeProducers().stream()
                .filter(state -> state.currentTransactionStartOffset().isPresent())
                .toList();
        if (!states.isEmpty()) {
          producers.put(partition, states);
        }
      } catch (KafkaException e) {
        unseen.add("producers of " + partition.topic() + ": " + Calls.reason(e));
      }
    }
    return producers;
  }

  private Map<Long, String> transactionalIds(Collection<List<ProducerState>> states) {
    Set<Long> producers =
        states.stream()
            .flatMap(List::stream)
            .map(ProducerState::producerId)
            .collect(Collectors.toCollection(HashSet::new));
    if (producers.isEmpty()) {
      return Map.of(); // an empty filter would mean all
    }
    Map<Long, String> ids = new HashMap<>();
    ListTransactionsOptions options = new ListTransactionsOptions().filterProducerIds(producers);
    for (TransactionListing listing : Calls.get(admin.listTransactions(options).all())) {
      ids.put(listing.producerId(), listing.transactionalId());
    }
    return ids;
  }

  private Map<String, TransactionDescription> describe(Collection<String> ids) {
    return ids.isEmpty() ? Map.of() : Calls.get(admin.describeTransactions(ids).all());
  }

  private static Optional<TransactionsView.Coordinated> coordinated(
      String id, Map<String, TransactionDescription> transactions, TopicPartition partition) {
    return Optional.ofNullable(transactions.get(id))
        .map(
            transaction ->
                new TransactionsView.Coordinated(
                    id,
                    transaction.state() == TransactionState.ONGOING,
                    transaction.topicPartitions().contains(partition),
                    transaction.transactionStartTimeMs().orElse(0),
                    transaction.transactionTimeoutMs()));
  }

  private static TransactionsView.Open view(
      TopicPartition partition,
      ProducerState state,
      Optional<TransactionsView.Coordinated> coordinator) {
    return new TransactionsView.Open(
        partition.toString(),
        state.currentTransactionStartOffset().orElse(-1),
        state.producerId(),
        state.lastTimestamp(),
        coordinator);
  }
}
