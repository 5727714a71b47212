package dev.sagas.spring.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether Kafka's brokers answer. Thread-safe; connects at the first question. */
public final class SagaBrokerHealthIndicator implements HealthIndicator, AutoCloseable {
  private final Map<String, Object> settings;
  private final Duration timeout;
  private @Nullable Admin admin;

  /**
   * Asks the brokers of these settings.
   *
   * @param settings of all clients; those that an admin client does not know are ignored
   * @param timeout how long one answer may take
   */
  public SagaBrokerHealthIndicator(Map<String, Object> settings, Duration timeout) {
    this.settings = new HashMap<>(settings);
    this.settings.keySet().retainAll(AdminClientConfig.configNames());
    this.settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "saga-health");
    this.timeout = timeout;
  }

  @Override
  public Health health() {
    Object brokers = settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    Health.Builder health = Health.unknown().withDetail("brokers", String.valueOf(brokers));
    try {
      DescribeClusterResult cluster =
          connected()
              .describeCluster(
                  new DescribeClusterOptions().timeoutMs(Math.toIntExact(timeout.toMillis())));
      int nodes = cluster.nodes().get(timeout.toMillis(), TimeUnit.MILLISECONDS).size();
      return health.up().withDetail("nodes", nodes).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return down(health, e);
    } catch (ExecutionException e) {
      return down(health, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException | RuntimeException e) {
      return down(health, e);
    }
  }

  private Health down(Health.Builder health, Throwable problem) {
    String said = problem.getMessage() == null ? problem.toString() : problem.getMessage();
    return health
        .down()
        .withDetail(
            "reason",
            "Expected a broker to answer within %s ms, but: %s".formatted(timeout.toMillis(), said))
        .build();
  }

  private synchronized Admin connected() {
    Admin current = admin;
    if (current == null) {
      current = Admin.create(settings);
      admin = current;
    }
    return current;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }
}
