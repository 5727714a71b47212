package dev.sagas.client;

import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.AvroTrust;
import dev.sagas.serde.CodecOutageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outcomes and answers that a client waits for, read from the ends of their topics. */
final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(SagaClient.class);

  private final AvroCodec codec;
  private final String outcomeTopic;
  private final Completions completions;
  private final Waiters<String, SagaOutcome> outcomes;
  private final Waiters<String, SagaStartAnswer> answers;
  private final TopicTail outcomeTail;
  private final TopicTail answerTail;

  Inbox(
      AvroCodec codec,
      TopicNames topics,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Completions completions) {
    this.codec = codec;
    this.outcomeTopic = topics.outcomes();
    this.completions = completions;
    this.outcomes = new Waiters<>(SagaClient.MAX_WAITING, completions);
    this.answers = new Waiters<>(SagaClient.MAX_WAITING, completions);
    this.outcomeTail = new TopicTail(topics.outcomes(), consumers, this::takeOutcome);
    this.answerTail = new TopicTail(topics.answers(), consumers, this::takeAnswer);
  }

  CompletableFuture<SagaOutcome> outcome(String sagaId) {
    return await(outcomes, sagaId, outcomeTail);
  }

  CompletableFuture<SagaStartAnswer> answer(String requestId) {
    return await(answers, requestId, answerTail);
  }

  <D extends SpecificRecord> SagaResult<D> result(SagaOutcome outcome, Class<D> dataType) {
    if (outcome.getData() == null) {
      return new SagaResult<>(outcome, Optional.empty());
    }
    if (!dataType.getPackageName().isEmpty()) {
      AvroTrust.allow(List.of(dataType.getPackageName()));
    }
    byte[] data = new byte[outcome.getData().remaining()];
    outcome.getData().duplicate().get(data);
    return new SagaResult<>(outcome, Optional.of(codec.decode(outcomeTopic, data, dataType)));
  }

  void close() {
    outcomes.close();
    answers.close();
    outcomeTail.close();
    answerTail.close();
  }

  private <V> CompletableFuture<V> await(Waiters<String, V> waiters, String key, TopicTail tail) {
    CompletableFuture<V> future = waiters.await(key);
    try {
      tail.open();
    } catch (KafkaException | IllegalStateException e) {
      completions.fail(future, e);
    }
    return future;
  }

  private boolean takeOutcome(ConsumerRecord<byte[], byte[]> record) {
    String sagaId = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null || !outcomes.isAwaited(sagaId)) {
      return true;
    }
    try {
      outcomes.complete(sagaId, codec.decode(record.topic(), record.value(), SagaOutcome.class));
    } catch (CodecOutageException e) {
      LOG.warn("The outcome of {} waits for the registry: {}", sagaId, e.getMessage());
      return false;
    } catch (SerializationException e) {
      outcomes.fail(sagaId, e);
    }
    return true;
  }

  private boolean takeAnswer(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || answers.size() == 0) {
      return true;
    }
    try {
      SagaStartAnswer answer = codec.decode(record.topic(), record.value(), SagaStartAnswer.class);
      if (answer.getRequestId() != null) {
        answers.complete(answer.getRequestId(), answer);
      }
    } catch (CodecOutageException e) {
      LOG.warn("An answer waits for the registry: {}", e.getMessage());
      return false;
    } catch (SerializationException e) {
      LOG.warn("{} {} is not an answer", record.topic(), record.offset(), e);
    }
    return true;
  }
}
