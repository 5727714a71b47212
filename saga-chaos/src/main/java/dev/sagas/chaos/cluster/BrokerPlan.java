package dev.sagas.chaos.cluster;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * How a broker of a cluster is configured: as in production, with three replicas of which two must
 * be in sync; only memory and the number of partitions are less.
 */
final class BrokerPlan {
  static final String CONTROLLER = "CONTROLLER";

  private static final List<String> OPTIONS =
      MemberPlan.options(
          256,
          "-XX:+UseSerialGC",
          // Without it two fifths of a broker's CPU in a run of a minute go to the C2 compiler.
          "-XX:TieredStopAtLevel=1",
          "-Duser.language=en",
          "-Dfile.encoding=UTF-8",
          "-Dlogback.configurationFile=dev/sagas/dev/kafka/broker-logback.xml");
  private static final String HOST = "127.0.0.1";

  private BrokerPlan() {}

  /** A broker of its own directory under that of the cluster; its properties are written there. */
  static MemberPlan of(
      ClusterPlan cluster, String clusterId, BrokerPorts own, List<BrokerPorts> quorum) {
    Path directory = cluster.directory();
    String name = BrokerPorts.name(own.id());
    Path data = directory.resolve(name);
    Path file = data.resolve("broker.properties");
    Properties properties = properties(own, quorum, data.resolve("log"));
    properties.putAll(cluster.extras().brokers());
    try {
      Files.createDirectories(data);
      try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new ClusterFailure("Expected to write " + file, e);
    }
    MemberPlan plan =
        new MemberPlan(name, directory, OPTIONS, QuorumBroker.class, List.of(), Map.of());
    return plan.withArguments(List.of(file.toString(), clusterId, plan.readyFile().toString()));
  }

  private static Properties properties(BrokerPorts own, List<BrokerPorts> quorum, Path log) {
    Properties all = new Properties();
    all.setProperty("process.roles", "broker,controller");
    all.setProperty("node.id", Integer.toString(own.id()));
    addListeners(all, own);
    all.setProperty("inter.broker.listener.name", "INSIDE");
    all.setProperty("controller.listener.names", CONTROLLER);
    all.setProperty(
        "controller.quorum.voters",
        quorum.stream()
            .map(node -> "%s@%s:%s".formatted(node.id(), HOST, node.controller().advertised()))
            .collect(Collectors.joining(",")));
    all.setProperty("log.dirs", log.toString());
    addReplicas(all, quorum.size());
    addSizes(all);
    return all;
  }

  private static void addListeners(Properties all, BrokerPorts own) {
    List<String> listeners = new ArrayList<>();
    List<String> advertised = new ArrayList<>();
    List<String> protocols = new ArrayList<>();
    listeners.add(listener("INSIDE", own.inside().port()));
    advertised.add(listener("INSIDE", own.inside().advertised()));
    protocols.add("INSIDE:PLAINTEXT");
    listeners.add(listener(CONTROLLER, own.controller().port()));
    protocols.add(CONTROLLER + ":PLAINTEXT");
    for (BrokerPorts.ClientPort port : own.clients().values()) {
      String name = "CLIENT" + protocols.size();
      listeners.add(listener(name, port.port()));
      advertised.add(listener(name, port.advertised()));
      protocols.add(name + ":PLAINTEXT");
    }
    all.setProperty("listeners", String.join(",", listeners));
    all.setProperty("advertised.listeners", String.join(",", advertised));
    all.setProperty("listener.security.protocol.map", String.join(",", protocols));
  }

  private static String listener(String name, int port) {
    return "%s://%s:%s".formatted(name, HOST, port);
  }

  private static void addReplicas(Properties all, int brokers) {
    String replicas = Integer.toString(Math.min(3, brokers));
    String inSync = Integer.toString(Math.min(2, brokers));
    all.setProperty("auto.create.topics.enable", "false");
    all.setProperty("default.replication.factor", replicas);
    all.setProperty("min.insync.replicas", inSync);
    all.setProperty("offsets.topic.replication.factor", replicas);
    all.setProperty("transaction.state.log.replication.factor", replicas);
    all.setProperty("transaction.state.log.min.isr", inSync);
    all.setProperty("share.coordinator.state.topic.replication.factor", replicas);
    all.setProperty("share.coordinator.state.topic.min.isr", inSync);
  }

  private static void addSizes(Properties all) {
    all.setProperty("offsets.topic.num.partitions", "6");
    all.setProperty("transaction.state.log.num.partitions", "6");
    all.setProperty("share.coordinator.state.topic.num.partitions", "1");
    all.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
    all.setProperty("num.network.threads", "1");
    all.setProperty("num.io.threads", "4");
    all.setProperty("background.threads", "2");
  }
}
