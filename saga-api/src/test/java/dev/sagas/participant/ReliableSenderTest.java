package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReliableSenderTest {
  private static final ProducerRecord<byte[], byte[]> RECORD =
      new ProducerRecord<>("saga.replies", new byte[] {1});

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final Shutdown shutdown = new Shutdown();
  private final ReliableSender sender =
      new ReliableSender(producer, scheduler, shutdown, Commands.ALL_TOPICS);

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void shouldBeAcknowledgedOnlyWhenTheBrokerHasTheRecord() {
    // given
    CompletableFuture<Void> sent = sender.send(RECORD);
    boolean before = sent.isDone();

    // when
    producer.completeNext();

    // then
    assertThat(before).isFalse();
    assertThat(sent).isCompleted();
  }

  @Test
  void shouldSendAgainWhenTheBrokerIsAwayForAWhile() {
    // given
    CompletableFuture<Void> sent = sender.send(RECORD);

    // when
    producer.errorNext(new TimeoutException("expired"));
    completeNext(new NotEnoughReplicasException("one is down"));
    completeNext(null);

    // then
    assertThat(sent).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void shouldGiveUpAtOnceWhenTheRecordIsTooLarge() {
    // given
    CompletableFuture<Void> sent = sender.send(RECORD);

    // when
    producer.errorNext(new RecordTooLargeException("2 MB"));

    // then
    assertThatThrownBy(sent::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            UndeliverableException.class, e -> assertThat(e.isTooLarge()).isTrue());
  }

  @Test
  void shouldLeaveTheRecordWhenTheParticipantEnds() {
    // given
    CompletableFuture<Void> sent = sender.send(RECORD);
    shutdown.request();

    // when
    producer.errorNext(new TimeoutException("expired"));

    // then
    assertThatThrownBy(sent::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(AbandonedException.class);
  }

  @Test
  void shouldKeepTheOrderWhenTheTopicBecomesKnownBetweenTwoRecords() throws Exception {
    // given
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    ReliableSender asking =
        new ReliableSender(producer, scheduler, shutdown, new KnownTopics(topic -> answer));
    CountDownLatch busy = new CountDownLatch(1);
    Future<?> held = scheduler.submit(() -> busy.await(10, TimeUnit.SECONDS));
    ProducerRecord<byte[], byte[]> next = new ProducerRecord<>(RECORD.topic(), new byte[] {2});

    // when
    CompletableFuture<Void> unused = asking.send(RECORD);
    answer.complete(1);
    unused = asking.send(next);
    busy.countDown();
    held.get();
    Awaitility.await().until(() -> producer.history().size() == 2);

    // then
    assertThat(producer.history()).containsExactly(RECORD, next);
  }

  private void completeNext(RuntimeException problem) {
    Awaitility.await()
        .until(() -> problem == null ? producer.completeNext() : producer.errorNext(problem));
  }
}
