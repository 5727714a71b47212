package dev.sagas.orchestrator.streams;

import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.RecordFault;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.SagaId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The last resort against an input whose transaction fails each time: finds it, so that it can be
 * passed over.
 *
 * <ul>
 *   <li>Counts only failures that an input can be the cause of: an exception in its processing that
 *       is not Kafka's, or an output that Kafka refuses for what it is. An outage, however long, is
 *       never held against an input.
 *   <li>After a failure the inputs of the failed transaction are suspects: they are committed in
 *       ever smaller portions, until one is alone with its failure.
 *   <li>Of inputs of several partitions that always fail together one is given up in each try; if
 *       that does not help, all of them are.
 *   <li>A timer whose processing fails each time fires again later.
 *   <li>Counts in memory: an instance that takes over begins from 0.
 * </ul>
 */
public final class RepeatedFailures {
  private final int max;
  private final Map<String, Suspects> suspects = new TreeMap<>();
  private final ThreadLocal<Progress> progress = ThreadLocal.withInitial(Progress::new);
  private final Map<SagaId, Integer> timers = new BoundedCounts();
  private Set<String> chosen = Set.of();
  private int tries;

  /**
   * Begins with no failures.
   *
   * @param max after how many failures an input is given up
   */
  public RepeatedFailures(int max) {
    this.max = max;
  }

  /** Forgets the oldest: one that fails still is counted again. */
  private static final class BoundedCounts extends LinkedHashMap<SagaId, Integer> {
    private static final int MAX = 1_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<SagaId, Integer> eldest) {
      return size() > MAX;
    }
  }

  /** What a thread has processed since it began. */
  private static final class Progress {
    private final Map<String, Long> last = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private Optional<String> blamed = Optional.empty();
    private Optional<SagaId> blamedTimer = Optional.empty();

    private boolean isBlamed() {
      return blamed.isPresent() || blamedTimer.isPresent();
    }

    private void clearBlame() {
      blamed = Optional.empty();
      blamedTimer = Optional.empty();
    }
  }

  /** One partition's inputs from its first uncommitted one to the last that failed with it. */
  private static final class Suspects {
    private long upTo;
    private long head = -1;
    private int failures;
    private boolean failed;

    /** How many of them one transaction may hold after so many failures at the same input. */
    private long portion(int afterFailures) {
      return Math.max(1, (upTo - head + 1) >> Math.min(2 * afterFailures, Long.SIZE - 1));
    }

    private boolean endsPortion(long offset) {
      return offset == upTo || (offset - head + 1) % portion(failures) == 0;
    }

    private boolean isHopeless(int max) {
      return failures >= max && portion(failures - 1) == 1;
    }
  }

  /** What to do with an input. */
  enum Verdict {
    /** Process it. */
    TRUSTED,
    /** Process it, and commit then. */
    SUSPECT,
    /** Pass over it. */
    GIVEN_UP
  }

  /** Says what to do with the input that is next; called on the thread that processes it. */
  synchronized Verdict next(Position position) {
    String partition = position.topic() + "-" + position.partition();
    Progress own = progress.get();
    own.clearBlame(); // the thread has survived what it was blamed for
    own.last.put(partition, position.offset());
    Suspects known = suspects.get(partition);
    if (known == null) {
      own.seen.add(partition);
      return Verdict.TRUSTED;
    }
    if (position.offset() > known.upTo) {
      suspects.remove(partition);
      return Verdict.TRUSTED;
    }
    if (own.seen.add(partition) && known.failed) {
      known.failures = known.head == position.offset() ? known.failures + 1 : 1;
      known.head = position.offset();
      known.failed = false;
    }
    if (known.head == position.offset() && isChosen(partition)) {
      return Verdict.GIVEN_UP;
    }
    return known.endsPortion(position.offset()) ? Verdict.SUSPECT : Verdict.TRUSTED;
  }

  /** One of those without hope in each round; if none alone was to blame, all of them. */
  private boolean isChosen(String partition) {
    List<String> hopeless =
        suspects.entrySet().stream()
            .filter(entry -> entry.getValue().isHopeless(max))
            .map(Map.Entry::getKey)
            .toList();
    if (!hopeless.contains(partition)) {
      return false;
    }
    if (chosen.isEmpty()) {
      int index = tries % (hopeless.size() + 1);
      chosen = index == hopeless.size() ? Set.copyOf(hopeless) : Set.of(hopeless.get(index));
      tries++;
    }
    return chosen.contains(partition);
  }

  /** Says that the processing of an input failed on this thread. */
  synchronized void blame(Position position) {
    progress.get().blamed = Optional.of(position.topic() + "-" + position.partition());
  }

  /** Says that the processing of a saga's timer failed on this thread. */
  synchronized void blame(SagaId timerOf) {
    progress.get().blamedTimer = Optional.of(timerOf);
  }

  /** True if the saga's timer has failed so often that it must fire later; tried again then. */
  synchronized boolean mustFireLater(SagaId id) {
    progress.get().clearBlame();
    boolean later = timers.getOrDefault(id, 0) >= max;
    if (later) {
      timers.put(id, max - 1);
    }
    return later;
  }

  /** Says that this thread has failed, and ends; false if that is held against no input. */
  synchronized boolean failed(Throwable failure) {
    Progress own = progress.get();
    progress.remove();
    if (isFaultOfAnOutput(failure)) {
      own.clearBlame(); // what was sent before fails what is processed now
    } else if (!own.isBlamed() || !isFaultOfProcessing(failure)) {
      return false;
    }
    if (own.blamedTimer.isPresent()) {
      timers.merge(own.blamedTimer.get(), 1, Integer::sum);
      return true;
    }
    chosen = Set.of();
    tries = suspects.values().stream().anyMatch(one -> one.isHopeless(max)) ? tries : 0;
    own.last.forEach(
        (partition, last) -> {
          if (own.blamed.isEmpty() || own.blamed.get().equals(partition)) {
            Suspects one = suspects.computeIfAbsent(partition, name -> new Suspects());
            one.upTo = last;
            one.failed = true;
          }
        });
    return true;
  }

  private static boolean isFaultOfProcessing(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownFormatException) {
        return false;
      }
      root = cause;
    }
    boolean isFatal = root instanceof VirtualMachineError && !(root instanceof StackOverflowError);
    return RecordFault.isOne(failure) || !(root instanceof KafkaException || isFatal);
  }

  private static boolean isFaultOfAnOutput(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RecordTooLargeException
          || cause instanceof RecordBatchTooLargeException
          || cause instanceof InvalidTopicException) {
        return true;
      }
    }
    return false;
  }
}
