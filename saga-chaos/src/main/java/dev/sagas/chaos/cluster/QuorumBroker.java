package dev.sagas.chaos.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of a broker of several: its arguments are the file of its properties, the cluster
 * id and the file that shows that it is ready.
 *
 * <ul>
 *   <li>As Kafka's own main class, but it formats its directory itself.
 * </ul>
 */
final class QuorumBroker {
  private static final Logger LOG = LoggerFactory.getLogger(QuorumBroker.class);

  private QuorumBroker() {}

  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    format(properties, arguments[1]);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-stop"));
    start(server);
    Files.createFile(Path.of(arguments[2]));
    server.awaitShutdown();
  }

  /** A broker that could not start leaves threads behind that would keep the process alive. */
  private static void start(KafkaRaftServer server) {
    try {
      server.startup();
    } catch (RuntimeException e) {
      LOG.error("The broker cannot start", e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static void format(Properties properties, String clusterId) throws IOException {
    String logDir = properties.getProperty("log.dirs");
    Files.createDirectories(Path.of(logDir));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try {
      new Formatter()
          .setPrintStream(nowhere)
          .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
          .setClusterId(clusterId)
          .setControllerListenerName(BrokerPlan.CONTROLLER)
          .setDirectories(Set.of(logDir))
          .setMetadataLogDirectory(logDir)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new IOException("Expected to format " + logDir, e);
    }
  }
}
