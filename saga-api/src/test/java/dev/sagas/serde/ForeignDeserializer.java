package dev.sagas.serde;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Deserializer;

/** Somebody else's deserializer, made by its class. */
public final class ForeignDeserializer implements Deserializer<Object> {
  static final AtomicInteger CALLS = new AtomicInteger();

  private final SagaAvroDeserializer inner = new SagaAvroDeserializer();

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    inner.configure(configs, isKey);
  }

  @Override
  public Object deserialize(String topic, byte[] data) {
    CALLS.incrementAndGet();
    return inner.deserialize(topic, data);
  }
}
