package dev.sagas.cli.topics;

import java.util.List;

/**
 * What a principal may do with a resource of Kafka.
 *
 * @param name of the resource, or how names begin if it is a prefix
 * @param operations as {@code kafka-acls.sh} names them
 */
record Grant(ResourceKind kind, String name, boolean isPrefix, List<String> operations) {
  /** The kinds of resources, as Strimzi names them. */
  enum ResourceKind {
    TOPIC("topic"),
    GROUP("group"),
    TRANSACTION("transactionalId"),
    CLUSTER("cluster");

    private final String strimzi;

    ResourceKind(String strimzi) {
      this.strimzi = strimzi;
    }

    String strimzi() {
      return strimzi;
    }
  }

  Grant {
    operations = List.copyOf(operations);
  }

  static Grant topic(String name, String... operations) {
    return new Grant(ResourceKind.TOPIC, name, false, List.of(operations));
  }

  static Grant group(String name, String... operations) {
    return new Grant(ResourceKind.GROUP, name, false, List.of(operations));
  }

  static Grant transactions(String prefix, String... operations) {
    return new Grant(ResourceKind.TRANSACTION, prefix, true, List.of(operations));
  }

  static Grant cluster(String... operations) {
    return new Grant(ResourceKind.CLUSTER, "kafka-cluster", false, List.of(operations));
  }
}
