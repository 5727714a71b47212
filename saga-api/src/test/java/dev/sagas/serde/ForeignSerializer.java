package dev.sagas.serde;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serializer;

/** Somebody else's serializer, made by its class name. */
public final class ForeignSerializer implements Serializer<Object> {
  static final AtomicInteger CALLS = new AtomicInteger();

  private final SagaAvroSerializer inner = new SagaAvroSerializer();

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    inner.configure(configs, isKey);
  }

  @Override
  public byte[] serialize(String topic, Object data) {
    CALLS.incrementAndGet();
    return inner.serialize(topic, data);
  }
}
