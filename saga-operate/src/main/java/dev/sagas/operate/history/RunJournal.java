package dev.sagas.operate.history;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.UnreadableRecordException;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.KeyPartition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The journal of one run, as far as it was read.
 *
 * @param entries in the journal's order, notes included; those that cannot be read are left out,
 *     the audit reports them
 * @param complete true if the run's newest transition is among them; false if the time limit ended
 *     the reading before
 */
public record RunJournal(List<JournalEntry> entries, boolean complete) {
  /** Nothing was read. */
  public static final RunJournal NONE = new RunJournal(List.of(), false);

  private static final Duration POLL = Duration.ofMillis(200);

  public RunJournal {
    entries = List.copyOf(entries);
  }

  /**
   * Reads the run of a saga, from a point in time to the transition that led to this state.
   *
   * <ul>
   *   <li>Reads only the saga's partition, and nothing that was written before {@code fromMs}.
   * </ul>
   *
   * @param deployment its client settings must name the schema registry
   * @param fromMs epoch ms; the time of the run's start for all of it
   * @param limit how long it may take
   * @throws DeploymentException if the journal or the registry cannot be read
   */
  public static RunJournal read(
      Deployment deployment, SagaState saga, long fromMs, Duration limit) {
    return read(deployment, records -> new Search(saga, records, false), fromMs, limit);
  }

  /**
   * The same with everything that was noted of the run since its newest transition, such as late
   * replies: reads to the partition's end.
   *
   * @return complete if the end was reached in time
   * @throws DeploymentException if the journal or the registry cannot be read
   */
  public static RunJournal readToEnd(
      Deployment deployment, SagaState saga, long fromMs, Duration limit) {
    return read(deployment, records -> new Search(saga, records, true), fromMs, limit);
  }

  private static RunJournal read(
      Deployment deployment,
      Function<WrittenRecords, Search> searching,
      long fromMs,
      Duration limit) {
    try (WrittenRecords records = WrittenRecords.open(deployment.client(), deployment.topics());
        KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(deployment.client())) {
      Search search = searching.apply(records);
      boolean complete = search.run(consumer, deployment.topics().journal(), fromMs, limit);
      return new RunJournal(search.found, complete);
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read the journal, but " + ReadFailure.reason(e, deployment.client()), e);
    }
  }

  /** The transitions, without the notes. */
  public List<JournalEntry> transitions() {
    return entries.stream().filter(entry -> entry.note().isEmpty()).toList();
  }

  /** One reading. */
  private static final class Search {
    private final SagaIdentity saga;
    private final long newest;
    private final byte[] key;
    private final WrittenRecords records;
    private final boolean toEnd;
    private final List<JournalEntry> found = new ArrayList<>();
    private boolean complete;

    Search(SagaState saga, WrittenRecords records, boolean toEnd) {
      this.saga = saga.identity();
      this.newest = saga.chain().revision();
      this.key = saga.identity().id().value().getBytes(StandardCharsets.UTF_8);
      this.records = records;
      this.toEnd = toEnd;
    }

    boolean run(
        KafkaConsumer<byte[], byte[]> consumer, String journal, long fromMs, Duration limit) {
      long endNanos = System.nanoTime() + limit.toNanos();
      int count = consumer.partitionsFor(journal).size();
      TopicPartition own = new TopicPartition(journal, KeyPartition.of(key, Math.max(1, count)));
      OffsetAndTimestamp begin = consumer.offsetsForTimes(Map.of(own, fromMs)).get(own);
      if (begin == null) {
        return false;
      }
      consumer.assign(Set.of(own));
      consumer.seek(own, begin.offset());
      long end = consumer.endOffsets(Set.of(own)).getOrDefault(own, 0L);
      while (!complete && consumer.position(own) < end && System.nanoTime() - endNanos < 0) {
        consumer.poll(POLL).forEach(this::take);
      }
      return complete || (toEnd && consumer.position(own) >= end);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
      byte[] value = record.value();
      if (complete || value == null || !Arrays.equals(record.key(), key)) {
        return;
      }
      try {
        JournalEntry entry = records.entry(value);
        if (entry.identity().run().equals(saga.run())) {
          found.add(entry);
          complete = !toEnd && entry.note().isEmpty() && entry.revision() >= newest;
        }
      } catch (UnreadableRecordException e) {
        return; // stated in the contract
      }
    }
  }
}
