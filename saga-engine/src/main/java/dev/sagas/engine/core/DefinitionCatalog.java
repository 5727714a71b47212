package dev.sagas.engine.core;

import dev.sagas.protocol.SagaType;
import java.util.Optional;

/** The deployed definitions. */
public interface DefinitionCatalog {
  /** That version, if it is deployed. */
  Optional<ExecutableSaga> find(SagaType type, int version);

  /** The newest deployed version. */
  Optional<ExecutableSaga> newest(SagaType type);
}
