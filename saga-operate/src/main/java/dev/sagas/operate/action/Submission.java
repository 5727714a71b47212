package dev.sagas.operate.action;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.Position;
import dev.sagas.operate.topics.RecordSender;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends one record to an input topic, and waits for the result. */
final class Submission {
  private static final long MAX_TIMEOUT_MS = Duration.ofHours(1).toMillis();

  private final Deployment deployment;

  Submission(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * Sends the record and waits.
   *
   * @param timeout how long to wait for the answer, 1 ms to 1 hour
   * @throws DeploymentException if it was not sent
   */
  Submitted send(SagaId saga, OutboundRecord record, Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.toMillis() > MAX_TIMEOUT_MS) {
      throw new IllegalArgumentException(
          "Expected a time-out of 1 to " + MAX_TIMEOUT_MS + " ms, but got " + timeout.toMillis());
    }
    try (AnswerTail tail = AnswerTail.open(deployment, saga, record.topic());
        RecordSender sender = RecordSender.connect(deployment.client())) {
      return await(tail, sender, producerRecord(record), timeout);
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to reach the deployment's topics, but %s; nothing was sent"
              .formatted(ReadFailure.reason(e, deployment.client())),
          e);
    }
  }

  /** Once it may have been sent, nothing is thrown any more. */
  private Submitted await(
      AnswerTail tail,
      RecordSender sender,
      ProducerRecord<byte[], byte[]> record,
      Duration timeout) {
    Optional<Position> position = Optional.empty();
    try {
      position = Optional.of(sender.place(record));
      return new Submitted(position, tail.await(position.get(), timeout));
    } catch (RecordSender.NotAcknowledgedException e) {
      if (e.failure().certain()) {
        throw new DeploymentException(
            "Expected Kafka to accept it, but " + e.getMessage() + "; nothing was sent", e);
      }
      return unknown(position, "Expected Kafka to acknowledge it, but " + e.getMessage());
    } catch (KafkaException e) {
      String why = ReadFailure.reason(e, deployment.client());
      return unknown(position, "It was sent. Expected to read its answer, but " + why);
    }
  }

  private static Submitted unknown(Optional<Position> position, String why) {
    return new Submitted(position, new Answer.Unknown(why + ". It may still be applied"));
  }

  static ProducerRecord<byte[], byte[]> producerRecord(OutboundRecord output) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(output.topic(), output.key().array(), output.value().array());
    output
        .headers()
        .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }
}
