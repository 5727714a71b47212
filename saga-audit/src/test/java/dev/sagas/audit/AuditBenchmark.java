package dev.sagas.audit;

import com.sun.management.OperatingSystemMXBean;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How fast the audit reads, and what it keeps. Sagas end and others begin, {@value #LIVE} live at
 * one time; journal, commands, outcomes and checkpoints are fed in as a reader of Kafka would,
 * decoding and hashing included. What it costs to make the records is not counted.
 *
 * <p>Arguments: how many transitions to read, one or several numbers; by default 10 000, 100 000
 * and 1 000 000.
 */
public final class AuditBenchmark {
  private static final int LIVE = 1000;
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);
  private static final double MIB = 1024.0 * 1024;
  private static final List<Integer> DEFAULT = List.of(10_000, 100_000, 1_000_000);
  private static final TopicNames TOPICS = TopicNames.DEFAULT;
  private static final String CHANGELOG = "saga-orchestrator-checkpoints-changelog";
  private static final Map<String, Object> CLIENT =
      Map.of(
          "schema.registry.url",
          "http://unused",
          RegistryClient.CLIENT_CONFIG,
          new InMemoryRegistryClient());

  private AuditBenchmark() {}

  /** Prints a line for each number of transitions; fails if the audit finds fault. */
  public static void main(String[] args) {
    try (AvroCodec codec = AvroCodec.create(CLIENT, SubjectStrategy.TOPIC_NAME);
        WrittenRecords records = WrittenRecords.open(CLIENT, TOPICS)) {
      codec.register(TOPICS.journal(), SagaTransition.getClassSchema());
      codec.register(TOPICS.outcomes(), SagaOutcome.getClassSchema());
      run(codec, records, DEFAULT.get(0)); // warms up
      System.out.printf(
          "%12s %10s %14s %14s %12s%n",
          "transitions", "sagas", "transitions/s", "CPU us each", "heap MiB");
      List<Integer> sizes = args.length == 0 ? DEFAULT : numbers(args);
      sizes.forEach(transitions -> System.out.println(run(codec, records, transitions)));
    }
  }

  private static List<Integer> numbers(String[] args) {
    return Arrays.stream(args).map(Integer::valueOf).toList();
  }

  private static String run(AvroCodec codec, WrittenRecords records, int asked) {
    int sagas = asked / SyntheticSaga.TRANSITIONS;
    AuditTopics topics = new AuditTopics(TOPICS, CHANGELOG);
    Coverage coverage = new Coverage();
    for (String topic : topics.required()) {
      coverage.starts(new Position(topic, 0, 0));
    }
    long before = heapBytes();
    ParallelAudit.Size size = ParallelAudit.Size.ofMachine();
    try (ParallelAudit audit = new ParallelAudit(topics, coverage, records, size)) {
      long nanos = 0;
      long cpuNanos = 0;
      for (int first = 0; first < sagas; first += LIVE) {
        List<ConsumerRecord<byte[], byte[]>> batch =
            batch(codec, first, Math.min(sagas, first + LIVE));
        long began = System.nanoTime();
        long cpuBegan = cpuNanos();
        batch.forEach(audit);
        audit.settle();
        cpuNanos += cpuNanos() - cpuBegan;
        nanos += System.nanoTime() - began;
      }
      long kept = heapBytes() - before;
      long concluding = System.nanoTime();
      long cpuConcluding = cpuNanos();
      AuditReport report = conclude(audit, sagas);
      cpuNanos += cpuNanos() - cpuConcluding;
      nanos += System.nanoTime() - concluding;
      long transitions = report.counts().transitions();
      return String.format(
          "%12d %10d %14.0f %14.1f %12.1f",
          transitions,
          sagas,
          transitions / (nanos / NANOS_PER_SECOND),
          cpuNanos / NANOS_PER_MICRO / transitions,
          kept / MIB);
    }
  }

  /** Of the whole JVM, compilers and collectors included. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static AuditReport conclude(ParallelAudit audit, int sagas) {
    Conclusion conclusion = audit.conclude(0);
    AuditReport report = audit.report(conclusion.violations(), conclusion.unprovable());
    if (!report.isClean() || report.counts().sagas() != sagas || report.analytics().leftOut() > 0) {
      throw new IllegalStateException("Expected a clean audit, but got " + report.violations());
    }
    return report;
  }

  /** Some sagas from beginning to end, side by side. */
  private static List<ConsumerRecord<byte[], byte[]>> batch(AvroCodec codec, int first, int last) {
    List<SyntheticSaga> sagas = new ArrayList<>();
    for (int number = first; number < last; number++) {
      sagas.add(new SyntheticSaga(codec, TOPICS, CHANGELOG, number));
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < SyntheticSaga.TRANSITIONS; i++) {
      sagas.forEach(saga -> records.addAll(saga.next()));
    }
    return records;
  }

  private static long heapBytes() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
