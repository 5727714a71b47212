package dev.sagas.client;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the records that ask for sagas. */
final class RequestWriter {
  private final RegisteringEncoder encoder;
  private final TopicNames topics;

  RequestWriter(RegisteringEncoder encoder, TopicNames topics) {
    this.encoder = encoder;
    this.topics = topics;
  }

  ProducerRecord<byte[], byte[]> write(SagaStart start, String requestId) {
    return new ProducerRecord<>(
        topics.requests(),
        null,
        null,
        utf8(start.sagaId().value()),
        encoder.encode(topics.requests(), start.data()),
        headers(start, requestId));
  }

  private Headers headers(SagaStart start, String requestId) {
    Headers headers = new RecordHeaders();
    headers.add(SagaHeaders.SAGA_ID, utf8(start.sagaId().value()));
    headers.add(SagaHeaders.TYPE, utf8(start.type().value()));
    headers.add(SagaHeaders.REQUEST_ID, utf8(requestId));
    if (start.version().isPresent()) {
      headers.add(SagaHeaders.VERSION, utf8(String.valueOf(start.version().getAsInt())));
    }
    if (start.answerWanted()) {
      headers.add(SagaHeaders.REPLY_TO, utf8(topics.answers()));
    }
    if (!start.labels().isEmpty()) {
      headers.add(SagaHeaders.LABELS, utf8(labels(start.labels())));
    }
    return headers;
  }

  private static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
