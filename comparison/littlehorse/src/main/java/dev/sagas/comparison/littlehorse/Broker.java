package dev.sagas.comparison.littlehorse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A Kafka broker with the settings of the one that {@code saga bench} starts. */
final class Broker implements AutoCloseable {
  /** Any 16 bytes will do, as Kafka writes them. */
  private static final String CLUSTER_ID =
      Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString("comparison-run-1".getBytes(StandardCharsets.UTF_8));

  private final ChildProcess process;
  private final String bootstrapServers;

  private Broker(ChildProcess process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  static Broker start(Path directory, Path lib) throws IOException, InterruptedException {
    int port = ChildProcess.freePort();
    Path config = Files.createDirectories(directory).resolve("broker.properties");
    Files.writeString(
        config, properties(directory, port, ChildProcess.freePort()), StandardCharsets.UTF_8);
    Path log = directory.resolve("broker.log");
    List<String> format =
        List.of("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", config.toString());
    ChildProcess.start(Jvm.likeThis(lib, "-Xmx128m"), format, log).awaitEnd();
    // The options of the broker of saga bench.
    ChildProcess process =
        ChildProcess.start(
            Jvm.likeThis(lib, "-Xmx512m", "-XX:+UseSerialGC"),
            List.of("kafka.Kafka", config.toString()),
            log);
    process.awaitPort(port);
    return new Broker(process, "127.0.0.1:" + port);
  }

  private static String properties(Path directory, int port, int controllerPort) {
    return """
    process.roles=broker,controller
    node.id=1
    listeners=CLIENT://127.0.0.1:%s,CONTROLLER://127.0.0.1:%s
    advertised.listeners=CLIENT://127.0.0.1:%s
    listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=CLIENT
    controller.listener.names=CONTROLLER
    controller.quorum.voters=1@127.0.0.1:%s
    log.dirs=%s
    default.replication.factor=1
    min.insync.replicas=1
    offsets.topic.num.partitions=4
    offsets.topic.replication.factor=1
    transaction.state.log.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    message.max.bytes=2097152
    log.cleaner.dedupe.buffer.size=8388608
    num.network.threads=2
    num.io.threads=4
    background.threads=2
    add.partitions.to.txn.retry.backoff.ms=1
    group.initial.rebalance.delay.ms=0
    broker.session.timeout.ms=60000
    """
        .formatted(port, controllerPort, port, controllerPort, directory.resolve("kafka"));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  Process process() {
    return process.process();
  }

  @Override
  public void close() {
    process.close();
  }
}
