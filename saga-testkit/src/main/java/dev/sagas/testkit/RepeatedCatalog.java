package dev.sagas.testkit;

import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.protocol.SagaType;
import java.util.Optional;

/** Definitions whose functions run twice each. */
record RepeatedCatalog(DefinitionCatalog definitions, Repeats repeats)
    implements DefinitionCatalog {
  @Override
  public Optional<ExecutableSaga> find(SagaType type, int version) {
    return definitions.find(type, version).map(this::repeated);
  }

  @Override
  public Optional<ExecutableSaga> newest(SagaType type) {
    return definitions.newest(type).map(this::repeated);
  }

  private ExecutableSaga repeated(ExecutableSaga saga) {
    return new RepeatedSaga(saga, repeats);
  }
}
