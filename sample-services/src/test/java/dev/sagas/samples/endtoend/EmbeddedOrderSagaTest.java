package dev.sagas.samples.endtoend;

import java.nio.file.Path;

/** On the embedded broker and registry, the services on H2. */
class EmbeddedOrderSagaTest extends OrderSagaContract {
  @Override
  Backbone startBackbone(Path dataDirectory) {
    return new EmbeddedBackbone(dataDirectory);
  }
}
