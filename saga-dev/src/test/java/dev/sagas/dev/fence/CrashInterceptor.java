package dev.sagas.dev.fence;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Sees the replies before they are sent, and when they are acknowledged. */
public final class CrashInterceptor implements ProducerInterceptor<byte[], byte[]> {
  /** The moments that these are, as producer settings. */
  static final String BEFORE_SEND = "crash.before.send";

  static final String AFTER_ACKNOWLEDGEMENT = "crash.after.acknowledgement";

  private CrashPoint.Moment beforeSend;
  private CrashPoint.Moment afterAcknowledgement;

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    reached(record.headers(), beforeSend);
    return record;
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception, Headers headers) {
    if (exception == null) {
      reached(headers, afterAcknowledgement);
    }
  }

  private static void reached(Headers headers, CrashPoint.Moment moment) {
    Header header = headers.lastHeader(SagaHeaders.IN_REPLY_TO);
    if (header != null) {
      CommandId id = CommandId.parse(new String(header.value(), StandardCharsets.UTF_8));
      Action action = id.key().action();
      CrashPoint.reached(id.key().sagaId().value(), action, moment);
    }
  }

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> configs) {
    beforeSend = CrashPoint.Moment.valueOf(String.valueOf(configs.get(BEFORE_SEND)));
    afterAcknowledgement =
        CrashPoint.Moment.valueOf(String.valueOf(configs.get(AFTER_ACKNOWLEDGEMENT)));
  }
}
