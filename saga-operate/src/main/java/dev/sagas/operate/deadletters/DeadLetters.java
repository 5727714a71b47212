package dev.sagas.operate.deadletters;

import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.operate.topics.RecordSender;
import dev.sagas.operate.topics.SendFailure;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The dead letters of a deployment: lists them, shows them, sends them again to where they came
 * from (R18), and discards them.
 *
 * <ul>
 *   <li>Reads committed records from the beginning to the end as seen at the start.
 *   <li>A letter stays in the topic when it is redriven; if it is redriven twice, it is sent twice.
 *   <li>It also stays there when it is discarded: a note says so, with who and why. Where there are
 *       notes the topic is read twice.
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
    return read(
            discards -> new NewestLetters(filter, limit, discards),
            (newest, letter) -> newest.add(DeadLetter.of(letter)))
        .sink()
        .list();
  }

  /**
   * One letter with its payload.
   *
   * @return empty if there is no letter at the position
   * @throws DeploymentException if the topic cannot be read
   */
  public Optional<LetterRecord> find(LetterPosition position) {
    LetterFilter filter =
        new LetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(position));
    SelectedLetters selected = select(filter, 1).sink();
    return selected.inOrder().stream()
        .findFirst()
        .map(letter -> LetterRecord.of(letter, selected.discard(position)));
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
        consumer.poll(POLL).forEach(found::take);
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
  public LetterReport<RedriveOutcome> redrive(RedriveOrder order) {
    AllRead<SelectedLetters> read = select(order.filter(), order.limit());
    SelectedLetters selected = read.sink();
    RedriveTargets targets = new RedriveTargets(names, read.topics());
    return new LetterReport<>(run(order, targets, selected), selected.notFound());
  }

  /**
   * Discards letters, or says what would be discarded.
   *
   * @throws DeploymentException if the topic cannot be read or more letters match than the order
   *     allows; nothing was discarded then
   */
  public LetterReport<DiscardOutcome> discard(DiscardOrder order) {
    SelectedLetters selected = select(order.filter(), order.limit()).sink();
    List<ConsumerRecord<byte[], byte[]>> letters = selected.inOrder();
    if (order.dryRun()) {
      return new LetterReport<>(
          letters.stream()
              .map(DeadLetter::of)
              .map(each -> result(each, DiscardOutcome.WOULD_BE_DISCARDED, ""))
              .toList(),
          selected.notFound());
    }
    try (RecordSender sender = RecordSender.connect(client)) {
      return new LetterReport<>(
          discard(letters, order.signature(), sender::send), selected.notFound());
    }
  }

  /** Writes a note for each letter; after one that failed nothing more is tried. */
  static List<LetterResult<DiscardOutcome>> discard(
      List<ConsumerRecord<byte[], byte[]>> letters,
      RedriveSignature signature,
      Function<ProducerRecord<byte[], byte[]>, Optional<SendFailure>> send) {
    List<LetterResult<DiscardOutcome>> results = new ArrayList<>();
    boolean failed = false;
    for (ConsumerRecord<byte[], byte[]> record : letters) {
      DeadLetter letter = DeadLetter.of(record);
      if (failed) {
        results.add(result(letter, DiscardOutcome.NOT_TRIED, "a letter before it failed"));
        continue;
      }
      Optional<SendFailure> failure = send.apply(Discards.note(record, signature));
      failed = failure.isPresent();
      results.add(
          failure
              .map(
                  why ->
                      result(
                          letter,
                          why.certain() ? DiscardOutcome.REFUSED : DiscardOutcome.FAILED,
                          why.reason()))
              .orElseGet(() -> result(letter, DiscardOutcome.DISCARDED, "")));
    }
    return results;
  }

  private static LetterResult<DiscardOutcome> result(
      DeadLetter letter, DiscardOutcome outcome, String reason) {
    return new LetterResult<>(letter, outcome, reason);
  }

  private AllRead<SelectedLetters> select(LetterFilter filter, int limit) {
    return read(discards -> new SelectedLetters(filter, limit, discards), SelectedLetters::add);
  }

  /**
   * The letters, read to the end.
   *
   * @param topics those that exist
   */
  private record AllRead<S>(S sink, Set<String> topics) {}

  /** A note is after its letter: if there are notes, the letters are read again knowing them. */
  private <S> AllRead<S> read(
      Function<Discards, S> begin, BiConsumer<S, ConsumerRecord<byte[], byte[]>> add) {
    Discards discards = new Discards();
    S first = begin.apply(new Discards());
    Set<String> topics =
        each(
            record -> {
              if (Discards.isNote(record)) {
                discards.add(record);
              } else {
                add.accept(first, record);
              }
            });
    if (discards.isEmpty()) {
      return new AllRead<>(first, topics);
    }
    S second = begin.apply(discards);
    return new AllRead<>(
        second,
        each(
            record -> {
              if (!Discards.isNote(record)) {
                add.accept(second, record);
              }
            }));
  }

  /** Passes on every record; returns which topics exist. */
  private Set<String> each(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (TopicReader reader = TopicReader.connect(client)) {
      Set<String> topics = open(reader);
      reader.readToEnd(sink);
      return topics;
    } catch (KafkaException e) {
      throw unreadable(e);
    }
  }

  private List<LetterResult<RedriveOutcome>> run(
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
