package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.fault.Fault;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.protocol.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** Finds the broker that a fault is aimed at. */
final class BrokerAims {
  private final Admin admin;

  BrokerAims(Admin admin) {
    this.admin = admin;
  }

  /** Its place among the brokers, from 0; of any if nobody has the role that is aimed at. */
  int placeOf(Fault fault) {
    try {
      int id =
          switch (fault.aim()) {
            case INSTANCE -> fault.instance() + 1;
            case LEADER -> leader(fault.instance());
            case CONTROLLER -> admin.describeMetadataQuorum().quorumInfo().get().leaderId();
            case COORDINATOR -> coordinator();
          };
      return id < 1 ? fault.instance() : id - 1;
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    } catch (ExecutionException e) {
      throw new ClusterFailure("Expected to find the broker of " + fault.text(), e.getCause());
    }
  }

  private int leader(int partition) throws ExecutionException, InterruptedException {
    String topic = TopicNames.DEFAULT.replies();
    List<TopicPartitionInfo> partitions =
        only(admin.describeTopics(List.of(topic)).allTopicNames().get()).partitions();
    return idOf(partitions.get(Math.floorMod(partition, partitions.size())).leader());
  }

  private int coordinator() throws ExecutionException, InterruptedException {
    String group = Deployment.of(Map.of()).applicationId();
    return idOf(only(admin.describeConsumerGroups(List.of(group)).all().get()).coordinator());
  }

  /** The answer for the only name that was asked for. */
  static <T> T only(Map<String, T> answers) {
    return answers.values().iterator().next();
  }

  private static int idOf(@Nullable Node node) {
    return node == null ? -1 : node.id();
  }
}
