package dev.sagas.dev.participant;

import static dev.sagas.dev.participant.TopicReader.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.samples.schema.order.StockReserved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a participant goes through its partitions and commits, on a real broker. */
class ParticipantProgressOnKafkaTest extends ParticipantOnKafka {
  @Test
  void shouldKeepTheOrderOfASagaAndRunSagasInParallelWhenManyAreSent() throws Exception {
    // given
    Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
    AtomicInteger running = new AtomicInteger();
    AtomicInteger mostAtOnce = new AtomicInteger();
    Set<String> handled = ConcurrentHashMap.newKeySet();
    AtomicInteger overlaps = new AtomicInteger();
    for (int round = 1; round <= 10; round++) {
      for (int saga = 0; saga < 60; saga++) {
        DeduplicationKey key = CommandWriter.key("order-" + saga, Action.EXECUTE, round);
        commands().send(key, reserve("order-" + saga, round));
      }
    }

    // when: all of them wait
    start(
        inventory(
            (command, context) -> {
              mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
              if (!handled.add(command.getOrderId())) {
                overlaps.incrementAndGet();
              }
              seen.computeIfAbsent(
                      command.getOrderId(), id -> Collections.synchronizedList(new ArrayList<>()))
                  .add(command.getLines().get(0).getQuantity());
              new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS);
              running.decrementAndGet();
              handled.remove(command.getOrderId());
              return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
            }));
    replies().await(600, reply -> header(reply, "saga-outcome").equals("succeeded"));

    // then
    assertThat(seen).hasSize(60);
    assertThat(seen.values())
        .allSatisfy(rounds -> assertThat(rounds).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    assertThat(mostAtOnce.get()).isGreaterThan(1);
    assertThat(overlaps).hasValue(0);
  }

  @Test
  void shouldRunEightTransactionsOfOnePartitionAtOnceWhenTheyAreOfDifferentSagas()
      throws Exception {
    // given: eight commands whose transactions are all open at once, and eight more
    AtomicLong committedMeanwhile = new AtomicLong(-2);
    CyclicBarrier all =
        new CyclicBarrier(8, () -> committedMeanwhile.compareAndSet(-2, committedOf(0)));
    List<String> sagas =
        IntStream.iterate(0, number -> number + 1)
            .mapToObj(number -> "order-" + number)
            .filter(saga -> BuiltInPartitioner.partitionForKey(saga.getBytes(UTF_8), 3) == 0)
            .limit(16)
            .toList();

    // when
    start(
        inventory(
            (command, context) -> {
              all.await(30, TimeUnit.SECONDS);
              change(context, 1);
              return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
            }));
    for (String saga : sagas) {
      commands().send(CommandWriter.key(saga, Action.EXECUTE, 1), reserve(saga, 1));
    }

    // then
    assertThat(replies().await(16, reply -> header(reply, "saga-outcome").equals("succeeded")))
        .hasSize(16);
    assertThat(committedMeanwhile.get()).isLessThanOrEqualTo(0);
    Awaitility.await().until(() -> committed(0) == 16);
    assertThat(stock()).isEqualTo(1000 - 16);
  }

  private long committedOf(int partition) {
    try {
      return committed(partition);
    } catch (Exception e) {
      throw new AssertionError("Expected an answer", e);
    }
  }

  @Test
  void shouldHandleEachCommandOnceWhenInstancesComeAndGo() throws Exception {
    // given
    int count = 600;
    Participant first = start(inventory());
    Participant second = null;

    // when
    for (int saga = 0; saga < count; saga++) {
      DeduplicationKey key = CommandWriter.key("order-" + saga, Action.EXECUTE, 1);
      commands().send(key, reserve("order-" + saga, 1));
      if (saga == 200) {
        second = start(inventory());
      }
      if (saga == 400) {
        first.close();
      }
    }

    // then
    Set<String> answered = Collections.newSetFromMap(new ConcurrentHashMap<>());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              replies().select(reply -> answered.add(header(reply, "saga-dedup-key")));
              return answered.size() == count;
            });
    assertThat(first.isRunning()).isFalse();
    assertThat(second).isNotNull().extracting(Participant::isRunning).isEqualTo(true);
    assertThat(stock()).isEqualTo(1000 - count);
  }

  @Test
  void shouldGoOnWhenTheBrokerRestarts() throws Exception {
    // given
    Participant participant = start(inventory());
    DeduplicationKey before = CommandWriter.key("order-1", Action.EXECUTE, 1);
    DeduplicationKey after = CommandWriter.key("order-2", Action.EXECUTE, 1);
    commands().send(before, reserve("order-1", 1));
    reply(before);

    // when
    cluster().kafka().restart();
    commands().send(after, reserve("order-2", 1));

    // then
    assertThat(header(reply(after), "saga-outcome")).isEqualTo("succeeded");
    assertThat(participant.isRunning()).isTrue();
    assertThat(stock()).isEqualTo(998);
  }

  @Test
  void shouldFinishWhatHasBegunAndCommitItWhenItIsClosed() throws Exception {
    // given
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Participant participant =
        start(
            inventory(
                (command, context) -> {
                  begun.countDown();
                  finish.await(20, TimeUnit.SECONDS);
                  return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
                }));
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    RecordMetadata sent = commands().send(key, reserve("order-1", 1));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    // when
    Thread closing = new Thread(participant::close);
    closing.start();
    Awaitility.await().until(() -> !participant.isRunning());
    finish.countDown();
    closing.join();

    // then
    assertThat(replies().await(1, reply -> true))
        .extracting(reply -> header(reply, "saga-outcome"))
        .containsExactly("succeeded");
    assertThat(committed(sent.partition())).isEqualTo(sent.offset() + 1);
  }

  @Test
  void shouldNotCommitPastACommandThatIsStillWorkedOnWhenLaterOnesAreDone() throws Exception {
    // given
    CountDownLatch finish = new CountDownLatch(1);
    start(
        inventory(
            (command, context) -> {
              if (command.getOrderId().equals("slow")) {
                finish.await(60, TimeUnit.SECONDS);
              }
              return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
            }));
    RecordMetadata slow =
        commands().send(CommandWriter.key("slow", Action.EXECUTE, 1), reserve("slow", 1));

    // when
    long lastOffset = slow.offset();
    for (int saga = 0; saga < 60; saga++) {
      DeduplicationKey key = CommandWriter.key("order-" + saga, Action.EXECUTE, 1);
      RecordMetadata sent = commands().send(key, reserve("order-" + saga, 1));
      lastOffset = sent.partition() == slow.partition() ? sent.offset() : lastOffset;
    }
    int answeredMeanwhile = replies().await(30, reply -> true).size();
    long committedMeanwhile = committed(slow.partition());
    finish.countDown();

    // then
    long expected = lastOffset + 1;
    assertThat(answeredMeanwhile).isGreaterThanOrEqualTo(30);
    assertThat(committedMeanwhile).isLessThanOrEqualTo(slow.offset());
    Awaitility.await().until(() -> committed(slow.partition()) == expected);
    assertThat(replies().await(61, reply -> true)).hasSize(61);
  }
}
