package dev.sagas.samples.demo;

import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.order.OrderBooks;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Where the demo's sagas run. */
interface DemoEnvironment extends AutoCloseable {
  /** Settings of Kafka clients and of the registry. */
  Map<String, Object> clientSettings();

  TopicNames topics();

  /** Where the web UI is, if this process serves it. */
  default Optional<URI> webUi() {
    return Optional.empty();
  }

  /** The services' databases; empty if they are not configured. */
  Optional<OrderBooks> books();

  @Override
  void close();
}
