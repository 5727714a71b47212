package dev.sagas.orchestrator.streams;

import dev.sagas.engine.TopicLimits;
import dev.sagas.internal.DaemonThreads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster's real topics, looked at every 5 s.
 *
 * <ul>
 *   <li>While the brokers do not answer, what was known last still counts.
 *   <li>A topic that was deleted since the last look is still thought to be there: the producer
 *       then waits for it, and the transaction is tried again.
 * </ul>
 */
public final class WatchedTopics implements TopicLimits, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedTopics.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Admin admin;
  private final Set<String> watched;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("watched-topics"));
  private final int floor;
  private volatile Map<String, Integer> maxBytes = Map.of();
  private volatile int ceiling;

  private WatchedTopics(Admin admin, Set<String> watched, int floor) {
    this.admin = admin;
    this.watched = Set.copyOf(watched);
    this.floor = floor;
  }

  /**
   * Looks at the topics once, then again and again until closed.
   *
   * @param admin is closed with the result
   * @param floor what the largest request has room for at least
   * @throws KafkaException if the first look fails
   */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with the timer
  public static WatchedTopics watch(Admin admin, Set<String> topics, int floor) {
    WatchedTopics watching = new WatchedTopics(admin, topics, floor);
    watching.look();
    watching.ceiling =
        watching.maxBytes.values().stream().mapToInt(Integer::intValue).reduce(floor, Math::max);
    watching.timer.scheduleWithFixedDelay(
        watching::lookAgain, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return watching;
  }

  @Override
  public void lookAgain() {
    try {
      look();
    } catch (KafkaException e) {
      LOG.warn("The topics could not be looked at; what was known last still counts", e);
    }
  }

  private void look() {
    try {
      Set<String> existing =
          admin.listTopics().names().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      List<ConfigResource> resources =
          watched.stream()
              .filter(existing::contains)
              .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
              .toList();
      Map<String, Integer> found = new HashMap<>();
      for (Map.Entry<ConfigResource, Config> config :
          admin
              .describeConfigs(resources)
              .all()
              .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .entrySet()) {
        String value = config.getValue().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
        found.put(config.getKey().name(), Integer.parseInt(value));
      }
      maxBytes = Map.copyOf(found);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("The brokers did not tell their topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while looking at the topics", e);
    }
  }

  @Override
  public OptionalInt maxBytes(String topic) {
    Integer known = maxBytes.get(topic);
    return known == null ? OptionalInt.empty() : OptionalInt.of(Math.min(known, ceiling));
  }

  /**
   * The largest record that any of them took at the first look: what a producer must let pass. What
   * a topic is raised by later counts after a restart.
   */
  public int maxRequestBytes() {
    return Math.max(ceiling, floor);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    admin.close(Duration.ofSeconds(5));
  }
}
