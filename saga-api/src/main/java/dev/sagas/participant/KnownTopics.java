package dev.sagas.participant;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a record's topic and partition exist before it is passed to a producer, which
 * would block its caller for {@code max.block.ms} if they do not.
 *
 * <ul>
 *   <li>No thread waits: the brokers' answer completes a future. Answers are cached for a while.
 *   <li>A missing topic is looked up three times within 1.5 s, because it may have just been
 *       created.
 *   <li>Thread-safe.
 * </ul>
 */
final class KnownTopics {
  static final int MAX_TOPICS = 1_000;
  static final Duration MISSING_FOR = Duration.ofSeconds(5);

  private static final Duration KNOWN_FOR = Duration.ofSeconds(60);
  private static final int ASK_TIMEOUT_MS = 5_000;
  private static final List<Long> ASK_AGAIN_AFTER_MS = List.of(300L, 1_000L);
  private static final int WAIT_MS = 10_000;

  private final Function<String, CompletionStage<Integer>> brokers;
  private final Map<String, Answer> answers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          return size() > MAX_TOPICS;
        }
      };

  /** How many partitions a topic has, or why nothing can be written to it. */
  private static final class Answer {
    private final CompletableFuture<Integer> partitions;
    private final long askedNs = System.nanoTime();
    private final Queue<BiConsumer<Integer, @Nullable Throwable>> waiting = new ArrayDeque<>();

    private Answer(CompletableFuture<Integer> partitions) {
      this.partitions = partitions;
    }

    private boolean isOlderThan(Duration age) {
      return System.nanoTime() - askedNs > age.toNanos();
    }

    private boolean lacks(int partition) {
      return partitions.isDone()
          && !partitions.isCompletedExceptionally()
          && partition >= partitions.join();
    }

    /** Waiting callers are served in order of arrival; a plain future would reverse the order. */
    private void whenThere(BiConsumer<Integer, @Nullable Throwable> then) {
      synchronized (waiting) {
        waiting.add(then);
      }
      CompletableFuture<Integer> unused = partitions.whenComplete(this::serve);
    }

    private void serve(Integer count, @Nullable Throwable failure) {
      synchronized (waiting) {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
          next.accept(count, failure);
        }
      }
    }
  }

  /**
   * @param brokers asks how many partitions a topic has
   */
  KnownTopics(Function<String, CompletionStage<Integer>> brokers) {
    this.brokers = brokers;
  }

  static KnownTopics of(Admin admin) {
    return new KnownTopics(topic -> ask(admin, topic));
  }

  private static CompletionStage<Integer> ask(Admin admin, String topic) {
    KafkaFuture<TopicDescription> described =
        Objects.requireNonNull(
            admin
                .describeTopics(
                    List.of(topic), new DescribeTopicsOptions().timeoutMs(ASK_TIMEOUT_MS))
                .topicNameValues()
                .get(topic));
    return described.toCompletionStage().thenApply(KnownTopics::partitions);
  }

  /**
   * Completes if the record's topic and partition exist. Fails with a {@link KafkaException}: one
   * that {@link RecordGuard#isAboutTheRecord} if nothing can be written there, another if the
   * brokers do not answer.
   */
  CompletableFuture<Void> check(ProducerRecord<?, ?> record) {
    String topic = record.topic();
    @Nullable Integer partition = record.partition();
    int wanted = partition == null ? 0 : partition;
    Answer answer = answer(topic);
    if (answer.lacks(wanted) && answer.isOlderThan(MISSING_FOR)) {
      forget(topic, answer);
      return check(record);
    }
    CompletableFuture<Void> known = new CompletableFuture<>();
    answer.whenThere(
        (count, failure) -> {
          if (failure != null) {
            known.completeExceptionally(problem(failure));
          } else if (wanted < count) {
            known.complete(null);
          } else {
            known.completeExceptionally(
                new UnknownTopicOrPartitionException(
                    topic + " has " + count + " partitions, not " + wanted));
          }
        });
    return known;
  }

  /**
   * The same for a caller that must block, at most {@value #WAIT_MS} ms.
   *
   * @throws KafkaException as {@link #check} fails
   */
  void require(ProducerRecord<?, ?> record) {
    try {
      check(record).orTimeout(WAIT_MS, TimeUnit.MILLISECONDS).get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw problem(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Makes the next check ask the brokers for this topic again. */
  synchronized void forget(String topic) {
    answers.remove(topic);
  }

  /** What the future of a {@link #check} has failed with. */
  static KafkaException problem(Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause instanceof CompletionException
        || cause instanceof java.util.concurrent.ExecutionException) {
      cause = cause.getCause();
    }
    if (cause instanceof KafkaException kafka) {
      return kafka;
    }
    return new TimeoutException("The brokers do not say which topics exist", failure);
  }

  private synchronized Answer answer(String topic) {
    @Nullable Answer known = answers.get(topic);
    if (known != null && !isStale(known)) {
      return known;
    }
    Answer asked = new Answer(ask(topic, 0));
    answers.put(topic, asked);
    CompletableFuture<Integer> unused =
        asked.partitions.whenComplete(
            (count, failure) -> {
              if (failure != null && !RecordGuard.isAboutTheRecord(failure)) {
                forget(topic, asked);
              }
            });
    return asked;
  }

  private static boolean isStale(Answer answer) {
    return answer.partitions.isDone()
        && answer.isOlderThan(
            answer.partitions.isCompletedExceptionally() ? MISSING_FOR : KNOWN_FOR);
  }

  private synchronized void forget(String topic, Answer answer) {
    answers.remove(topic, answer);
  }

  private CompletableFuture<Integer> ask(String topic, int askedBefore) {
    CompletableFuture<Integer> asked;
    try {
      asked = brokers.apply(topic).toCompletableFuture();
    } catch (KafkaException | IllegalStateException e) {
      asked = CompletableFuture.failedFuture(e);
    }
    return asked.exceptionallyCompose(
        failure -> {
          KafkaException problem = problem(failure);
          if (problem instanceof UnknownTopicOrPartitionException
              && askedBefore < ASK_AGAIN_AFTER_MS.size()) {
            return CompletableFuture.supplyAsync(() -> askedBefore + 1, later(askedBefore))
                .thenCompose(next -> ask(topic, next));
          }
          return CompletableFuture.failedFuture(problem);
        });
  }

  private static Executor later(int askedBefore) {
    return CompletableFuture.delayedExecutor(
        ASK_AGAIN_AFTER_MS.get(askedBefore), TimeUnit.MILLISECONDS);
  }

  private static int partitions(TopicDescription topic) {
    return topic.partitions().size();
  }
}
