package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records of a command topic, for tests. */
final class Commands {
  static final String TOPIC = "inventory.commands";
  static final Instant NOW = Instant.ofEpochMilli(1_000_000);
  static final DeduplicationKey KEY =
      new DeduplicationKey(
          new SagaId("order-1"), new RunId("0d4f0da762e6"), new StepName("pay"), Action.EXECUTE, 1);

  /** Every topic is there, with one partition. */
  static final KnownTopics ALL_TOPICS =
      new KnownTopics(topic -> CompletableFuture.completedFuture(1));

  private Commands() {}

  static Headers headers() {
    Map<String, String> texts = new HashMap<>();
    texts.put(SagaHeaders.SAGA_ID, "order-1");
    texts.put(SagaHeaders.RUN, "0d4f0da762e6");
    texts.put(SagaHeaders.TYPE, "order-fulfilment");
    texts.put(SagaHeaders.VERSION, "1");
    texts.put(SagaHeaders.STEP, "pay");
    texts.put(SagaHeaders.ACTION, "execute");
    texts.put(SagaHeaders.ATTEMPT, "1");
    texts.put(SagaHeaders.COMMAND_ID, new CommandId(KEY, 1).toString());
    texts.put(SagaHeaders.DEDUPLICATION_KEY, KEY.toString());
    texts.put(SagaHeaders.REPLY_TO, "saga.replies");
    texts.put(SagaHeaders.REPLY_PARTITION, "0");
    texts.put(SagaHeaders.DEADLINE, String.valueOf(NOW.toEpochMilli() + 60_000));
    texts.put(SagaHeaders.FENCE_UNTIL, String.valueOf(NOW.toEpochMilli() + 600_000));
    Headers headers = new RecordHeaders();
    texts.forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }

  static Headers compensateHeaders() {
    Headers headers = headers();
    DeduplicationKey own = KEY.forAction(Action.COMPENSATE);
    headers.add(SagaHeaders.ACTION, "compensate".getBytes(StandardCharsets.UTF_8));
    headers.add(SagaHeaders.DEDUPLICATION_KEY, own.toString().getBytes(StandardCharsets.UTF_8));
    headers.add(SagaHeaders.UNDOES, KEY.toString().getBytes(StandardCharsets.UTF_8));
    headers.add(SagaHeaders.EXECUTE_OUTCOME, "succeeded".getBytes(StandardCharsets.UTF_8));
    return headers;
  }

  static CommandTask task(Headers headers, byte[] value) {
    PartitionWindow window = new PartitionWindow();
    CommandTask task =
        window.add(
            new ConsumerRecord<>(
                TOPIC,
                2,
                7,
                0,
                TimestampType.CREATE_TIME,
                7,
                value == null ? -1 : value.length,
                "order-1".getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.empty()));
    assertThat(task.begin()).isTrue();
    return task;
  }

  static String header(ProducerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
