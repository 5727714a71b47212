package dev.sagas.spring;

import java.util.List;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where Kafka's brokers are. A bean of this type takes precedence over the properties. */
public interface SagaBrokerConnectionDetails extends ConnectionDetails {
  /** The brokers' addresses, each {@code host:port}. */
  List<String> bootstrapServers();
}
