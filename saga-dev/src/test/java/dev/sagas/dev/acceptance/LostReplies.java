package dev.sagas.dev.acceptance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends some of a participant's replies where nobody reads them, though it believes them sent. */
public final class LostReplies implements ProducerInterceptor<byte[], byte[]> {
  static final String TOPIC = "lost-replies";

  private static final String COUNT = "lost.replies.count";

  private AtomicInteger count = new AtomicInteger();

  /** Makes the topic that nobody reads, if it is missing. */
  static void prepare(Map<String, Object> clientConfig) throws Exception {
    try (Admin admin = Admin.create(clientConfig)) {
      if (!admin.listTopics().names().get().contains(TOPIC)) {
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      }
    }
  }

  /** Settings for a participant: as many replies as {@code count} says are lost. */
  static Map<String, Object> settings(AtomicInteger count) {
    return Map.of(
        "producer.interceptor.classes", LostReplies.class.getName(), "producer." + COUNT, count);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    if (configs.get(COUNT) instanceof AtomicInteger given) {
      count = given;
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> reply) {
    int before = count.getAndUpdate(left -> Math.max(0, left - 1));
    return before == 0 ? reply : new ProducerRecord<>(TOPIC, reply.key(), reply.value());
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

  @Override
  public void close() {}
}
