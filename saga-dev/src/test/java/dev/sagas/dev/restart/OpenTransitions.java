package dev.sagas.dev.restart;

import dev.sagas.protocol.TopicNames;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.common.TopicPartition;

/** Transitions that are in the journal, but neither committed nor aborted. */
final class OpenTransitions implements AutoCloseable {
  private final Admin admin;

  OpenTransitions(Map<String, Object> clientConfig) {
    admin = Admin.create(clientConfig);
  }

  /** The offset of the first one of each partition that has any. */
  Map<Integer, Long> on(Set<Integer> partitions) throws ExecutionException, InterruptedException {
    Collection<TopicPartition> journal =
        partitions.stream()
            .map(partition -> new TopicPartition(TopicNames.DEFAULT.journal(), partition))
            .toList();
    Map<TopicPartition, PartitionProducerState> producers =
        admin.describeProducers(journal).all().get();
    Map<Integer, Long> open = new TreeMap<>();
    producers.forEach(
        (partition, state) ->
            state.activeProducers().stream()
                .flatMapToLong(producer -> producer.currentTransactionStartOffset().stream())
                .forEach(offset -> open.put(partition.partition(), offset)));
    return open;
  }

  @Override
  public void close() {
    admin.close();
  }
}
