package dev.sagas.chaos.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Gives the leadership of every partition to the next of its replicas. */
final class MovedLeaders {
  private MovedLeaders() {}

  static void move(Admin admin) throws ExecutionException, InterruptedException {
    Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
    for (TopicDescription topic :
        admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values()) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        List<Integer> replicas =
            new ArrayList<>(partition.replicas().stream().map(Node::id).toList());
        Collections.rotate(replicas, 1);
        moves.put(
            new TopicPartition(topic.name(), partition.partition()),
            Optional.of(new NewPartitionReassignment(replicas)));
      }
    }
    admin.alterPartitionReassignments(moves).all().get();
    // What needs no election, because it is led by its first replica already, is no failure.
    admin.electLeaders(ElectionType.PREFERRED, moves.keySet()).partitions().get();
  }
}
