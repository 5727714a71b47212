package dev.sagas.samples.endtoend;

import dev.sagas.samples.testing.TestDatabase;
import java.nio.file.Path;

/** On the embedded broker and registry, the services on PostgreSQL. */
class PostgresOrderSagaTest extends OrderSagaContract {
  @Override
  Backbone startBackbone(Path dataDirectory) {
    return new EmbeddedBackbone(dataDirectory);
  }

  @Override
  TestDatabase database() {
    return TestDatabase.POSTGRESQL;
  }
}
