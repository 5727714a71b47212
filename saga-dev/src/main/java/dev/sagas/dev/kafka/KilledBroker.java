package dev.sagas.dev.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Time;

/**
 * A broker that did not shut down cleanly, and that the metadata still names as a leader.
 *
 * <ul>
 *   <li>Started like that, it leads its partitions for a moment, loses them when its old session
 *       ends, and gets them back. A transaction that was being committed when it was killed can
 *       lose its markers in between: a partition without a leader counts as deleted (<a
 *       href="https://issues.apache.org/jira/browse/KAFKA-20734">KAFKA-20734</a>), and readers of
 *       the partition's committed records wait for ever.
 *   <li>So it is unregistered first, by a controller that runs only for that, and leads nothing
 *       until everything is loaded. It also need not wait for its old session to end.
 * </ul>
 */
final class KilledBroker {
  private KilledBroker() {}

  /** Unregisters the broker that owns the data; does nothing if it shut down cleanly. */
  static void signOff(EmbeddedKafkaConfig config) {
    if (!wasKilled(BrokerProperties.logDir(config.dataDir()))) {
      return;
    }
    int port = Ports.free();
    KafkaRaftServer controller =
        new KafkaRaftServer(
            new KafkaConfig(BrokerProperties.ofController(config, port), false), Time.SYSTEM);
    try {
      controller.startup();
      unregister(port);
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
    }
  }

  /** A directory that was formatted, and never started on, holds a snapshot but no log yet. */
  private static boolean wasKilled(Path logDir) {
    return hasRun(logDir.resolve("__cluster_metadata-0"))
        && Files.notExists(logDir.resolve(".kafka_cleanshutdown"));
  }

  private static boolean hasRun(Path metadataLog) {
    if (Files.notExists(metadataLog)) {
      return false;
    }
    try (Stream<Path> files = Files.list(metadataLog)) {
      return files.anyMatch(
          file -> file.getFileName().toString().endsWith(".log") && file.toFile().length() > 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to list " + metadataLog, e);
    }
  }

  private static void unregister(int controllerPort) {
    Map<String, Object> config = new HashMap<>();
    config.put(
        AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
        BrokerProperties.bootstrapServers(controllerPort));
    try (Admin admin = Admin.create(config)) {
      admin.unregisterBroker(BrokerProperties.NODE_ID).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while unregistering a killed broker", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected to unregister the killed broker", e.getCause());
    }
  }
}
