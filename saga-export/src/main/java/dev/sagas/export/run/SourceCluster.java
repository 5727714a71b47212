package dev.sagas.export.run;

import dev.sagas.engine.deployment.Deployment;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** The cluster that is exported from. */
final class SourceCluster {
  private SourceCluster() {}

  /** The id of the cluster. */
  static String idOf(Deployment deployment) {
    try (Admin admin = Admin.create(deployment.client())) {
      return admin.describeCluster().clusterId().get();
    } catch (ExecutionException e) {
      throw new KafkaException("Expected the brokers to say which cluster they are", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }
}
