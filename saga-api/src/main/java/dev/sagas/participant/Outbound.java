package dev.sagas.participant;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and sends what a participant writes: replies and dead letters. */
final class Outbound {
  private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);

  /** What a reply copies from its command. */
  private static final List<String> ECHOED =
      List.of(
          SagaHeaders.SAGA_ID,
          SagaHeaders.RUN,
          SagaHeaders.TYPE,
          SagaHeaders.VERSION,
          SagaHeaders.STEP,
          SagaHeaders.ACTION,
          SagaHeaders.ATTEMPT,
          SagaHeaders.DEDUPLICATION_KEY);

  private final RecordSender sender;
  private final String deadLetters;

  Outbound(RecordSender sender, TopicNames topics) {
    this.sender = sender;
    this.deadLetters = topics.deadLetters();
  }

  /** Sends a reply; fails with {@link UndeliverableException} if its topic will never take it. */
  CompletableFuture<Void> reply(
      ConsumerRecord<byte[], byte[]> command, ReplyAddress address, EncodedReply reply) {
    Headers headers = new RecordHeaders();
    for (String name : ECHOED) {
      Header header = command.headers().lastHeader(name);
      if (header != null) {
        headers.add(header);
      }
    }
    add(headers, SagaHeaders.IN_REPLY_TO, address.commandId());
    add(headers, SagaHeaders.OUTCOME, reply.outcome().headerValue());
    reply.error().ifPresent(error -> addError(headers, error));
    if (!reply.retryAfter().isZero()) {
      add(headers, SagaHeaders.RETRY_AFTER, Long.toString(reply.retryAfter().toMillis()));
    }
    add(headers, SagaHeaders.COMMAND_POSITION, position(command));
    TraceParent.after(command.headers())
        .ifPresent(parent -> add(headers, SagaHeaders.TRACE_PARENT, parent));
    @Nullable Integer partition =
        address.partition().isPresent() ? address.partition().getAsInt() : null;
    return sender.send(
        new ProducerRecord<>(
            address.topic(),
            partition,
            null,
            utf8(address.sagaId().value()),
            reply.value(),
            headers));
  }

  /**
   * Writes a record that could not be applied, unchanged and with the reason, as a dead letter;
   * without its value, and then without its headers, if it is too large for the topic.
   */
  CompletableFuture<Void> deadLetter(ConsumerRecord<byte[], byte[]> record, ReplyError error) {
    LOG.warn("{} is a dead letter: {} {}", position(record), error.code(), error.message());
    ReplyError shorter = withoutValue(record, error);
    Header[] all = record.headers().toArray();
    return sender
        .sendAtLast(letter(record, error, all, record.value()))
        .exceptionallyCompose(
            problem -> ifTooLarge(problem, () -> letter(record, shorter, all, null)))
        .exceptionallyCompose(
            problem -> ifTooLarge(problem, () -> letter(record, shorter, new Header[0], null)));
  }

  private CompletableFuture<Void> ifTooLarge(
      Throwable problem, Supplier<ProducerRecord<byte[], byte[]>> smaller) {
    return UndeliverableException.in(problem).filter(UndeliverableException::isTooLarge).isPresent()
        ? sender.sendAtLast(smaller.get())
        : CompletableFuture.failedFuture(problem);
  }

  private ProducerRecord<byte[], byte[]> letter(
      ConsumerRecord<byte[], byte[]> record,
      ReplyError error,
      Header[] kept,
      byte @Nullable [] value) {
    Headers headers = new RecordHeaders(kept);
    for (String name :
        List.of(SagaHeaders.ERROR_CODE, SagaHeaders.ERROR_MESSAGE, SagaHeaders.ORIGIN)) {
      headers.remove(name);
    }
    addError(headers, error);
    add(headers, SagaHeaders.ORIGIN, position(record));
    return new ProducerRecord<>(deadLetters, null, null, record.key(), value, headers);
  }

  /** The error headers can make a record too large that only just fitted before. */
  private static ReplyError withoutValue(ConsumerRecord<byte[], byte[]> record, ReplyError error) {
    return new ReplyError(
        error.code(),
        "(value of " + record.serializedValueSize() + " bytes left out) " + error.message());
  }

  private static void addError(Headers headers, ReplyError error) {
    add(headers, SagaHeaders.ERROR_CODE, error.code());
    add(headers, SagaHeaders.ERROR_MESSAGE, error.message());
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String position(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "-" + record.offset();
  }
}
