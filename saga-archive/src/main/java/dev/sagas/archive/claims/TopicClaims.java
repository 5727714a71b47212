package dev.sagas.archive.claims;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the topics of a deployment that may have claims.
 *
 * <ul>
 *   <li>All of what the orchestrator keeps, of dead letters and of participants' fences, whatever
 *       its age; of the other topics what is younger than a given time, by the broker's index.
 *   <li>The journal is continued into its archive, if the deployment has one, where the topic is
 *       too short.
 * </ul>
 */
public final class TopicClaims implements ClaimRecords {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Longer than any of our transactions lasts. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Consumer<byte[], byte[]> consumer;
  private final Admin admin;

  private TopicClaims(Consumer<byte[], byte[]> consumer, Admin admin) {
    this.consumer = consumer;
    this.admin = admin;
  }

  /**
   * Finds the topics and where to begin.
   *
   * @param since what is older is not needed, in topics that lose old records
   * @throws DeploymentException if a topic is missing that each deployment has
   */
  public static TopicClaims open(Deployment deployment, Instant since) {
    KafkaConsumer<byte[], byte[]> topics = TopicReader.consumer(deployment.client());
    ClaimTopics names = new ClaimTopics(deployment);
    Set<TopicPartition> all = new HashSet<>();
    topics
        .listTopics()
        .forEach(
            (topic, partitions) ->
                partitions.forEach(each -> all.add(new TopicPartition(topic, each.partition()))));
    Set<TopicPartition> whole = chosen(all, names::isWhole);
    Set<TopicPartition> recent = chosen(all, names::isRecent);
    names.requireAll(all.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
    Map<TopicPartition, Long> starts = starts(topics, recent, since);
    Map<TopicPartition, Long> beginnings = topics.beginningOffsets(recent);
    // What is young from the beginning may be continued in the archive.
    starts.forEach(
        (partition, start) -> {
          if (start <= beginnings.getOrDefault(partition, 0L)) {
            whole.add(partition);
          }
        });
    starts.keySet().removeAll(whole);
    Consumer<byte[], byte[]> consumer = deployment.archive().with(topics);
    begin(consumer, whole, starts);
    return new TopicClaims(consumer, Admin.create(deployment.client()));
  }

  private static Set<TopicPartition> chosen(Set<TopicPartition> all, Predicate<String> isChosen) {
    return all.stream()
        .filter(each -> isChosen.test(each.topic()))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Where each begins that does not begin at its beginning. */
  private static Map<TopicPartition, Long> starts(
      Consumer<byte[], byte[]> topics, Set<TopicPartition> recent, Instant since) {
    // Ends first: what is written afterwards is read, even if no older record is young.
    Map<TopicPartition, Long> starts = new HashMap<>(topics.endOffsets(recent));
    Map<TopicPartition, Long> times = new HashMap<>();
    recent.forEach(partition -> times.put(partition, since.toEpochMilli()));
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        topics.offsetsForTimes(times).entrySet()) {
      if (found.getValue() != null) {
        starts.merge(found.getKey(), found.getValue().offset(), Math::min);
      }
    }
    return starts;
  }

  private static void begin(
      Consumer<byte[], byte[]> consumer,
      Set<TopicPartition> whole,
      Map<TopicPartition, Long> starts) {
    Set<TopicPartition> all = new HashSet<>(whole);
    all.addAll(starts.keySet());
    consumer.assign(all);
    consumer.beginningOffsets(whole).forEach(consumer::seek);
    starts.forEach(consumer::seek);
  }

  @Override
  public void readNew(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Map<TopicPartition, Long> ends = ends();
    Set<TopicPartition> unread = new HashSet<>(ends.keySet());
    long progressAt = System.nanoTime();
    while (!isRead(unread, ends)) {
      boolean isProgress = false;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        isProgress = true;
        sink.accept(record);
      }
      if (isProgress) {
        progressAt = System.nanoTime();
      } else if (System.nanoTime() - progressAt > PATIENCE.toNanos()) {
        throw new DeploymentException(
            """
            Expected to read %s to their ends, but nothing was read for %s s, perhaps because of \
            an open transaction: saga doctor names hanging ones\
            """
                .formatted(unread, PATIENCE.toSeconds()));
      }
    }
  }

  private boolean isRead(Set<TopicPartition> unread, Map<TopicPartition, Long> ends) {
    unread.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    return unread.isEmpty();
  }

  /** Of everything, which a consumer of committed records does not see. */
  private Map<TopicPartition, Long> ends() {
    Map<TopicPartition, OffsetSpec> latest =
        consumer.assignment().stream()
            .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new DeploymentException(
          "Expected the brokers to say where topics end, but " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeploymentException("Interrupted while asking the brokers", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
