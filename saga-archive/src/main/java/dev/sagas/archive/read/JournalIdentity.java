package dev.sagas.archive.read;

import dev.sagas.archive.format.ArchiveIdentity;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Asks the brokers which journal a deployment has. */
public final class JournalIdentity {
  private JournalIdentity() {}

  /**
   * The identity of the deployment's journal.
   *
   * @throws DeploymentException if there is no such topic, or it cannot be described
   */
  public static ArchiveIdentity of(Deployment deployment) {
    String topic = deployment.topics().journal();
    try (Admin admin = Admin.create(deployment.client())) {
      String cluster = admin.describeCluster().clusterId().get();
      String topicId =
          admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
              .findFirst()
              .orElseThrow()
              .topicId()
              .toString();
      return new ArchiveIdentity(topic, cluster, topicId);
    } catch (ExecutionException e) {
      throw new DeploymentException(
          "Expected the brokers to describe topic %s, but %s: check the prefix, and the right to"
                  .formatted(topic, e.getCause())
              + " DESCRIBE it",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeploymentException("Interrupted while asking the brokers", e);
    }
  }
}
