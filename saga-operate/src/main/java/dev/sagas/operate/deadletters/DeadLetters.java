package dev.sagas.operate.deadletters;

import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.operate.topics.RecordSender;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The dead letters of a deployment: lists them, and sends them again to where they came from (R18).
 *
 * <ul>
 *   <li>Reads committed records from the beginning to the end as seen at the start.
 *   <li>A letter stays in the topic when it is redriven; if it is redriven twice, it is sent twice.
 * </ul>
 */
public final class DeadLetters {
  /** The most that can be listed at once. */
  public static final int MAX_LISTED = 10_000;

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> client;
  private final TopicNames names;

  private DeadLetters(Map<String, Object> client, TopicNames names) {
    this.client = client;
    this.names = names;
  }

  /**
   * The dead letters of the deployment with these topics.
   *
   * @param client properties of Kafka's clients: {@code bootstrap.servers}, security settings
   */
  public static DeadLetters of(Map<String, ?> client, TopicNames names) {
    return new DeadLetters(new HashMap<>(client), names);
  }

  /**
   * The newest letters that match.
   *
   * @param limit how many, 1 to {@value #MAX_LISTED}
   * @throws DeploymentException if the topic cannot be read
   */
  public LetterList list(LetterFilter filter, int limit) {
    if (limit < 1 || limit > MAX_LISTED) {
      throw new IllegalArgumentException(
          "Expected a limit of 1 to " + MAX_LISTED + " letters to list, but got " + limit);
    }
    NewestLetters newest = new NewestLetters(filter, limit);
    try (TopicReader reader = TopicReader.connect(client)) {
      open(reader);
      reader.readToEnd(letter -> newest.add(DeadLetter.of(letter)));
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    return newest.list();
  }

  /**
   * Those of one saga among the newest letters, the newest first.
   *
   * <ul>
   *   <li>Looks at the last {@value LetterTail#NEWEST} offsets of each partition; empty if the
   *       topic does not exist.
   * </ul>
   *
   * @param limit how long it may take
   * @throws DeploymentException if the topic cannot be read
   */
  public List<DeadLetter> newestOf(String saga, Duration limit) {
    LettersBySaga found = new LettersBySaga(MAX_LISTED);
    long endNanos = System.nanoTime() + limit.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(client)) {
      Map<TopicPartition, Long> ends =
          LetterTail.seekToNewest(consumer, names.deadLetters(), LetterTail.NEWEST);
      while (System.nanoTime() - endNanos < 0
          && ends.entrySet().stream()
              .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(letter -> found.add(DeadLetter.of(letter)));
      }
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    return found.of(saga);
  }

  /**
   * Sends letters again, or says what would be sent.
   *
   * @throws DeploymentException if the topic cannot be read or more letters match than the order
   *     allows; nothing was sent then
   */
  public RedriveReport redrive(RedriveOrder order) {
    SelectedLetters selected = new SelectedLetters(order.filter(), order.limit());
    RedriveTargets targets;
    try (TopicReader reader = TopicReader.connect(client)) {
      targets = new RedriveTargets(names, open(reader));
      reader.readToEnd(selected::add);
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    return new RedriveReport(run(order, targets, selected), selected.notFound());
  }

  private List<RedriveResult> run(
      RedriveOrder order, RedriveTargets targets, SelectedLetters selected) {
    if (order.dryRun()) {
      return Redrive.dryRun(targets, order.signature()).run(selected.inOrder());
    }
    try (RecordSender sender = RecordSender.connect(client)) {
      return Redrive.sending(targets, order.signature(), sender::send).run(selected.inOrder());
    }
  }

  /** Begins to read the topic; returns which topics exist. */
  private Set<String> open(TopicReader reader) {
    Set<String> existing = reader.topics();
    if (!existing.contains(names.deadLetters())) {
      throw new DeploymentException(
          "Expected topic %s to exist, but it does not, or cannot be described: check the prefix"
              .formatted(names.deadLetters()));
    }
    reader.add(reader.partitions(Set.of(names.deadLetters())));
    return existing;
  }

  private DeploymentException unreadable(KafkaException e) {
    return new DeploymentException(
        "Expected to read " + names.deadLetters() + ", but " + ReadFailure.reason(e, client), e);
  }
}
