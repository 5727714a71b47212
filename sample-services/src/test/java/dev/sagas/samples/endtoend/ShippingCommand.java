package dev.sagas.samples.endtoend;

import dev.sagas.protocol.SagaHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A command as the orchestrator writes it, to be answered on a topic of the test's own. */
record ShippingCommand(String sagaId, Optional<ByteBuffer> value, Map<String, String> headers) {
  static final String REPLIES = "test.replies";
  static final int REPLY_PARTITION = 2;

  static ShippingCommand execute(String sagaId, byte @Nullable [] value) {
    return new ShippingCommand(
        sagaId, Optional.ofNullable(value).map(ByteBuffer::wrap), headers(sagaId, "execute"));
  }

  /** The compensate of that execute; {@code outcome} is what is known of it. */
  static ShippingCommand compensate(String sagaId, byte[] value, String outcome) {
    return new ShippingCommand(
            sagaId, Optional.of(ByteBuffer.wrap(value)), headers(sagaId, "compensate"))
        .with(SagaHeaders.UNDOES, key(sagaId, "execute"))
        .with(SagaHeaders.EXECUTE_OUTCOME, outcome);
  }

  static String key(String sagaId, String action) {
    return sagaId + "/0d4f0da762e6/book-shipment/" + action + "/1";
  }

  private static Map<String, String> headers(String sagaId, String action) {
    long now = System.currentTimeMillis();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SagaHeaders.SAGA_ID, sagaId);
    headers.put(SagaHeaders.RUN, "0d4f0da762e6");
    headers.put(SagaHeaders.TYPE, "order-fulfilment");
    headers.put(SagaHeaders.VERSION, "1");
    headers.put(SagaHeaders.STEP, "book-shipment");
    headers.put(SagaHeaders.ACTION, action);
    headers.put(SagaHeaders.ATTEMPT, "1");
    headers.put(SagaHeaders.COMMAND_ID, key(sagaId, action) + "#1");
    headers.put(SagaHeaders.DEDUPLICATION_KEY, key(sagaId, action));
    headers.put(SagaHeaders.REPLY_TO, REPLIES);
    headers.put(SagaHeaders.REPLY_PARTITION, Integer.toString(REPLY_PARTITION));
    headers.put(SagaHeaders.DEADLINE, Long.toString(now + 60_000));
    headers.put(SagaHeaders.FENCE_UNTIL, Long.toString(now + 3_600_000));
    return headers;
  }

  /** The same command with another header. */
  ShippingCommand with(String name, String text) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(name, text);
    return new ShippingCommand(sagaId, value, changed);
  }

  /** The same command without a header. */
  ShippingCommand without(String name) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.remove(name);
    return new ShippingCommand(sagaId, value, changed);
  }

  /** The value's bytes; null for a tombstone. */
  byte @Nullable [] bytes() {
    return value.map(ByteBuffer::array).orElse(null);
  }

  String id() {
    return key(sagaId, String.valueOf(headers.get(SagaHeaders.ACTION))) + "#1";
  }

  ProducerRecord<byte[], byte[]> record() {
    RecordHeaders recordHeaders = new RecordHeaders();
    headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(StandardCharsets.UTF_8)));
    return new ProducerRecord<>(
        ShippingProbe.COMMANDS,
        null,
        sagaId.getBytes(StandardCharsets.UTF_8),
        bytes(),
        recordHeaders);
  }
}
