package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.Cluster;
import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.cluster.ClusterMember;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.protocol.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Who has a partition now. */
final class RecoveryTargets {
  private static final String GROUP = Deployment.of(Map.of()).applicationId();

  private final Cluster cluster;
  private final Admin admin;

  RecoveryTargets(Cluster cluster, Admin admin) {
    this.cluster = cluster;
    this.admin = admin;
  }

  /** The process that a fault hits. */
  ClusterMember of(RecoveryFault fault, int partition) {
    return switch (fault) {
      case NONE, TERMINATE, KILL, KILL_LONG, STATE_LOST, FREEZE -> orchestratorOf(partition);
      case LEADER -> cluster.brokers().get(leaderOf(partition) - 1);
      case PARTICIPANT -> cluster.participants().get(partition % cluster.participants().size());
    };
  }

  /** True while nobody joins or leaves, and each partition has somebody. */
  boolean isStable() {
    ConsumerGroupDescription group = group();
    long held =
        group.members().stream()
            .flatMap(member -> member.assignment().topicPartitions().stream())
            .filter(partition -> partition.topic().equals(TopicNames.DEFAULT.requests()))
            .count();
    return group.groupState() == GroupState.STABLE && held == RecoveryRun.PARTITIONS;
  }

  private ClusterMember orchestratorOf(int partition) {
    TopicPartition wanted = new TopicPartition(TopicNames.DEFAULT.requests(), partition);
    String client =
        group().members().stream()
            .filter(member -> member.assignment().topicPartitions().contains(wanted))
            .map(MemberDescription::clientId)
            .findFirst()
            .orElse("nobody");
    return cluster.orchestrators().stream()
        .filter(member -> client.startsWith(member.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new ClusterFailure(
                    "Expected an orchestrator to have %s, but it is %s".formatted(wanted, client)));
  }

  private int leaderOf(int partition) {
    String topic = TopicNames.DEFAULT.replies();
    try {
      Node leader =
          BrokerAims.only(admin.describeTopics(List.of(topic)).allTopicNames().get())
              .partitions()
              .get(partition)
              .leader();
      return leader == null ? 1 : leader.id();
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    } catch (ExecutionException e) {
      throw new ClusterFailure("Expected to find the leader of " + topic, e.getCause());
    }
  }

  private ConsumerGroupDescription group() {
    try {
      return BrokerAims.only(admin.describeConsumerGroups(List.of(GROUP)).all().get());
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    } catch (ExecutionException e) {
      throw new ClusterFailure("Expected to describe the group " + GROUP, e.getCause());
    }
  }
}
