package dev.sagas.serde;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Somebody else's deserializer that takes everything for an outage. */
public final class FailingDeserializer implements Deserializer<Object> {
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {}

  @Override
  public Object deserialize(String topic, byte[] data) {
    throw new SerializationException("no schema", new IOException("an answer that is no JSON"));
  }
}
