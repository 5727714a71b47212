package dev.sagas.dev.kafka;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of a broker that has a machine to itself and no other node to copy to. */
final class BrokerProperties {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  private static final String HOST = "127.0.0.1";
  private static final int MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

  private BrokerProperties() {}

  static String bootstrapServers(int port) {
    return HOST + ":" + port;
  }

  static Path logDir(Path dataDir) {
    return dataDir.resolve("kafka-logs");
  }

  /** All properties of one start; the controller listens on a port of its own each time. */
  static Map<String, String> of(EmbeddedKafkaConfig config) {
    Map<String, String> all = new LinkedHashMap<>();
    addListeners(all, config.port(), Ports.free());
    addInternalTopics(all);
    addSizes(all);
    addTimes(all);
    all.put("log.dirs", logDir(config.dataDir()).toString());
    all.put("auto.create.topics.enable", "false");
    all.putAll(config.properties());
    return all;
  }

  /** The properties of the controller alone, on the data of the same node. */
  static Map<String, String> ofController(EmbeddedKafkaConfig config, int controllerPort) {
    Map<String, String> all = of(config);
    all.put("process.roles", "controller");
    all.put("listeners", listener(CONTROLLER_LISTENER, controllerPort));
    all.remove("advertised.listeners");
    all.remove("inter.broker.listener.name");
    all.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    return all;
  }

  private static void addListeners(Map<String, String> all, int port, int controllerPort) {
    all.put("process.roles", "broker,controller");
    all.put("node.id", Integer.toString(NODE_ID));
    all.put(
        "listeners",
        listener("CLIENT", port) + "," + listener(CONTROLLER_LISTENER, controllerPort));
    all.put("advertised.listeners", listener("CLIENT", port));
    all.put(
        "listener.security.protocol.map", "CLIENT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    all.put("inter.broker.listener.name", "CLIENT");
    all.put("controller.listener.names", CONTROLLER_LISTENER);
    all.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
  }

  private static String listener(String name, int port) {
    return name + "://" + HOST + ":" + port;
  }

  /** One replica, and few partitions because each one costs time at start. */
  private static void addInternalTopics(Map<String, String> all) {
    all.put("default.replication.factor", "1");
    all.put("min.insync.replicas", "1");
    all.put("offsets.topic.num.partitions", "4");
    all.put("offsets.topic.replication.factor", "1");
    all.put("transaction.state.log.num.partitions", "4");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("share.coordinator.state.topic.num.partitions", "1");
    all.put("share.coordinator.state.topic.replication.factor", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
  }

  private static void addSizes(Map<String, String> all) {
    all.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    // The default of 128 MB would be half of a small heap.
    all.put("log.cleaner.dedupe.buffer.size", "8388608");
    all.put("num.network.threads", "2");
    all.put("num.io.threads", "4");
    all.put("background.threads", "2");
  }

  private static void addTimes(Map<String, String> all) {
    // Takes 10 to 12 ms off the latency of a saga: a transaction that follows another at once
    // waits this long for the markers of the first.
    all.put("add.partitions.to.txn.retry.backoff.ms", "1");
    all.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    all.put("group.initial.rebalance.delay.ms", "0");
    all.put("group.min.session.timeout.ms", "500");
    // No one takes over from this broker: to be locked out for being slow would only do harm.
    all.put("broker.session.timeout.ms", "60000");
  }
}
