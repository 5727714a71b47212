package dev.sagas.dev.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One life of a broker: from its start on a directory to its stop. */
final class BrokerNode {
  private final DataDirectory directory;
  private final KafkaRaftServer server;

  private BrokerNode(DataDirectory directory, KafkaRaftServer server) {
    this.directory = directory;
    this.server = server;
  }

  /** Formats the directory if it is new, starts, and returns when clients are served. */
  static BrokerNode start(EmbeddedKafkaConfig config) {
    Ports.requireFree(config.port());
    DataDirectory directory = DataDirectory.take(config.dataDir());
    BrokerLocale.enter();
    try {
      format(config.dataDir());
      KilledBroker.signOff(config);
      Map<String, String> properties = BrokerProperties.of(config);
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
      server.startup();
      return new BrokerNode(directory, server);
    } catch (RuntimeException e) {
      BrokerLocale.leave();
      directory.close();
      throw e;
    }
  }

  private static void format(Path dataDir) {
    String logDir = BrokerProperties.logDir(dataDir).toString();
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try {
      new Formatter()
          .setPrintStream(nowhere)
          .setNodeId(BrokerProperties.NODE_ID)
          .setClusterId(clusterId(logDir))
          .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
          .setDirectories(Set.of(logDir))
          .setMetadataLogDirectory(logDir)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("Expected to format " + logDir + " for a broker", e);
    }
  }

  /** The one that the directory was formatted with, or a new one. */
  private static String clusterId(String logDir) throws IOException {
    return new MetaPropertiesEnsemble.Loader()
        .addLogDirs(List.of(logDir))
        .load()
        .clusterId()
        .orElseGet(() -> Uuid.randomUuid().toString());
  }

  void stop() {
    try {
      server.shutdown();
      server.awaitShutdown();
    } finally {
      BrokerLocale.leave();
      directory.close();
    }
  }
}
