package dev.sagas.audit;

import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An audit that divides the sagas among several threads.
 *
 * <ul>
 *   <li>Fed by one thread, with each partition's records in order; topics may be mixed arbitrarily.
 *   <li>The report does not depend on the number of threads.
 *   <li>After {@link #settle} everything so far is checked; the other methods must be called only
 *       then, and before further records.
 * </ul>
 */
final class ParallelAudit implements Consumer<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
  private final AuditScope scope;
  private final AuditRouter router;
  private final List<AuditShard> shards;
  private final ExecutorService executor;

  /**
   * How an audit uses the machine.
   *
   * @param maxAtRest how many ended sagas are kept in memory, in all shards together
   */
  record Size(int threads, int maxAtRest) {
    /** More would wait for the one that reads. */
    private static final int MAX_THREADS = 8;

    /** A thread for each core. */
    static Size ofMachine() {
      int cores = Runtime.getRuntime().availableProcessors();
      return new Size(Math.min(cores, MAX_THREADS), Accounts.MAX_AT_REST);
    }
  }

  ParallelAudit(AuditTopics topics, Coverage coverage, WrittenRecords records, Size size) {
    int count = size.threads();
    scope = new AuditScope(topics, coverage);
    router = new AuditRouter(topics, records, count);
    executor = Executors.newFixedThreadPool(count, ParallelAudit::thread);
    shards =
        IntStream.range(0, count)
            .mapToObj(index -> scope.shard(new Sharding(index, count)))
            .map(shard -> new AuditFold(shard, (size.maxAtRest() + count - 1) / count))
            .map(fold -> new AuditShard(fold, new AuditFeed(topics, records, fold), executor))
            .toList();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "saga-audit");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    scope.coverage().seen(record.topic(), record.partition(), record.timestamp());
    if (record.topic().equals(scope.topics().definitions())) {
      // At once, because the entries after it are checked against it by all shards.
      shards.get(0).feed().accept(record);
    } else {
      shards.get(router.shardOf(record)).add(record);
    }
  }

  /** Waits until everything so far is checked. */
  void settle() {
    shards.forEach(AuditShard::handOver);
    shards.forEach(AuditShard::settle);
    shards.forEach(shard -> shard.fold().takeStrays().forEach(this::journaled));
  }

  /** A command whose id names another saga than its entry does. */
  private void journaled(AuditFold.Stray stray) {
    int shard = Sharding.ofCommand(stray.command().commandId(), shards.size());
    shards.get(shard).fold().journaled(stray);
  }

  /** The command topics that the journal names. */
  Set<String> commandTopics() {
    Set<String> topics = new TreeSet<>();
    shards.forEach(shard -> topics.addAll(shard.fold().commandTopics()));
    return topics;
  }

  /** The sagas whose journal must be read once more, see {@link #acquit}. */
  Set<SagaId> suspects() {
    Set<SagaId> suspects = new HashSet<>();
    shards.forEach(shard -> suspects.addAll(shard.fold().suspects()));
    return suspects;
  }

  /** Passes a record of the journal once more, see {@link AuditFold#acquit}. */
  void acquit(ConsumerRecord<byte[], byte[]> record, Set<SagaId> suspects) {
    shards.forEach(shard -> shard.feed().acquit(record, suspects));
  }

  /** What is unmatched after everything so far. */
  Conclusion conclude(long nowMs) {
    Conclusion conclusion = new Conclusion();
    ofAll(fold -> fold.conclude(nowMs)).forEach(conclusion::add);
    return conclusion;
  }

  /**
   * The report.
   *
   * @param unmatched violations among what is unmatched
   */
  AuditReport report(List<Violation> unmatched, List<Unprovable> unprovable) {
    Findings found = new Findings();
    AnalyticsFold analytics = new AnalyticsFold();
    AuditTally tally = new AuditTally();
    ofAll(AuditFold::tally).forEach(tally::add);
    for (AuditShard shard : shards) {
      found.add(shard.fold().findings());
      analytics.add(shard.fold().analytics());
    }
    List<Violation> listed = new ArrayList<>(found.listed());
    unmatched.stream()
        .sorted(Violation.ORDER)
        .limit(AuditReport.MAX_LISTED - listed.size())
        .forEach(listed::add);
    return new AuditReport(
        tally.counts(), listed, found.count() + unmatched.size(), unprovable, analytics.summary());
  }

  private <T> List<T> ofAll(Function<AuditFold, T> task) {
    List<CompletableFuture<T>> results =
        shards.stream().map(shard -> shard.compute(() -> task.apply(shard.fold()))).toList();
    return results.stream().map(AuditShard::join).toList();
  }

  /** Waits for what is being checked, then releases everything. */
  @Override
  public void close() {
    shards.forEach(AuditShard::close);
    executor.shutdown();
  }
}
