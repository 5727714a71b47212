package dev.sagas.operate.action;

import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.OperatorRecords;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.operate.topics.RecordSender;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends operations or signals to many sagas, and reports the result of each (R16).
 *
 * <ul>
 *   <li>Up to {@value #IN_FLIGHT} wait for their answers at a time, which are read from committed
 *       topics.
 *   <li>A refusal of one does not affect the others. One that is not answered within the time-out
 *       is reported as not known: it may still be applied.
 *   <li>With the same operation ids it can be repeated: what was applied is not applied twice.
 *       Signals are not deduplicated.
 * </ul>
 */
public final class OperationSeries {
  /** How many are sent before the first of them must be answered. */
  public static final int IN_FLIGHT = 256;

  private static final Duration POLL = Duration.ofMillis(20);

  private final Deployment deployment;
  private final Clock clock;
  private final Duration timeout;

  /**
   * A series on this deployment; its client settings must name the schema registry.
   *
   * @param timeout how long to wait for each answer
   */
  public OperationSeries(Deployment deployment, Clock clock, Duration timeout) {
    this.deployment = deployment;
    this.clock = clock;
    this.timeout = timeout;
  }

  /** What is sent to one saga. */
  public interface Order {
    /** The saga. */
    SagaId saga();

    /**
     * The record.
     *
     * @param atMs when it is sent, epoch ms
     */
    OutboundRecord record(OperatorRecords records, long atMs);
  }

  private record OperationToSend(SagaInput.Operation operation) implements Order {
    @Override
    public SagaId saga() {
      return operation.sagaId();
    }

    @Override
    public OutboundRecord record(OperatorRecords records, long atMs) {
      return records.operation(operation, atMs);
    }
  }

  private record SignalToSend(SagaId saga, SignalOrder signal) implements Order {
    @Override
    public OutboundRecord record(OperatorRecords records, long atMs) {
      return signal.record(saga, records);
    }
  }

  /** An operation. */
  public static Order operation(SagaInput.Operation operation) {
    return new OperationToSend(operation);
  }

  /** A signal to a saga. */
  public static Order signal(SagaId saga, SignalOrder signal) {
    return new SignalToSend(saga, signal);
  }

  /** Learns of the results. */
  public interface Listener {
    /** One saga has its result. */
    void answered(SagaId saga, Answer answer);

    /** True if nothing more is to be sent; what was sent is still awaited. */
    boolean isStopped();
  }

  /**
   * Sends in their order.
   *
   * @throws DeploymentException if the topics cannot be reached; earlier results remain
   */
  public void run(Iterator<Order> orders, Listener listener) {
    try (OperatorRecords encoder = OperatorRecords.open(deployment.client(), deployment.topics());
        WrittenRecords records = WrittenRecords.open(deployment.client(), deployment.topics());
        KafkaConsumer<byte[], byte[]> tail = TopicReader.consumer(deployment.client());
        RecordSender sender = RecordSender.connect(deployment.client())) {
      AnswerTopics topics = AnswerTopics.of(deployment);
      seekToEnd(tail, topics);
      Pending pending = new Pending(topics, records, listener);
      while (!pending.isEmpty() || (orders.hasNext() && !listener.isStopped())) {
        while (pending.hasRoom() && orders.hasNext() && !listener.isStopped()) {
          send(orders.next(), encoder, sender, pending);
        }
        tail.poll(POLL).forEach(pending::read);
        pending.giveUp(clock.millis());
      }
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to reach the deployment's topics, but "
              + ReadFailure.reason(e, deployment.client()),
          e);
    }
  }

  private static void seekToEnd(KafkaConsumer<byte[], byte[]> tail, AnswerTopics topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(topics.journal(), topics.deadLetters())) {
      tail.partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    tail.assign(partitions);
    tail.seekToEnd(partitions);
    partitions.forEach(tail::position); // seeking is lazy
  }

  private void send(Order order, OperatorRecords encoder, RecordSender sender, Pending pending) {
    try {
      String at =
          sender.place(Submission.producerRecord(order.record(encoder, clock.millis()))).toString();
      pending.add(at, order.saga(), clock.millis() + timeout.toMillis());
    } catch (RecordSender.NotAcknowledgedException e) {
      if (e.failure().certain()) {
        throw new DeploymentException(
            "Expected Kafka to accept it, but " + e.getMessage() + "; nothing more was sent", e);
      }
      pending.unknown(order.saga(), "Expected Kafka to acknowledge it, but " + e.getMessage());
    }
  }

  /** What was sent and is not answered. */
  private static final class Pending {
    private final AnswerTopics topics;
    private final WrittenRecords records;
    private final Listener listener;
    private final Map<String, Waiting> byPosition = new HashMap<>();
    private final Set<String> keys = new HashSet<>();

    Pending(AnswerTopics topics, WrittenRecords records, Listener listener) {
      this.topics = topics;
      this.records = records;
      this.listener = listener;
    }

    private record Waiting(SagaId saga, long untilMs) {}

    boolean isEmpty() {
      return byPosition.isEmpty();
    }

    boolean hasRoom() {
      return byPosition.size() < IN_FLIGHT;
    }

    void add(String position, SagaId saga, long untilMs) {
      byPosition.put(position, new Waiting(saga, untilMs));
      keys.add(saga.value());
    }

    void read(ConsumerRecord<byte[], byte[]> record) {
      if (record.key() == null
          || !keys.contains(new String(record.key(), StandardCharsets.UTF_8))) {
        return;
      }
      AnswerReader.found(topics, records, record)
          .ifPresent(
              found -> {
                Waiting waiting = byPosition.remove(found.input());
                if (waiting != null) {
                  answer(waiting.saga(), found.answer());
                }
              });
    }

    private void answer(SagaId saga, Answer answer) {
      keys.remove(saga.value());
      listener.answered(saga, answer);
    }

    void giveUp(long nowMs) {
      Iterator<Waiting> waiting = byPosition.values().iterator();
      while (waiting.hasNext()) {
        Waiting next = waiting.next();
        if (next.untilMs() <= nowMs) {
          waiting.remove();
          unknown(next.saga(), "Expected an answer in time, but there was none");
        }
      }
    }

    void unknown(SagaId saga, String why) {
      answer(saga, new Answer.Unknown(why + ". It may still be applied"));
    }
  }
}
