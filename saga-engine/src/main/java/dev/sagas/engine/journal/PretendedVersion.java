package dev.sagas.engine.journal;

import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.ForwardingSaga;
import dev.sagas.protocol.SagaType;
import java.util.Optional;

/** A definition under the number of another version. */
final class PretendedVersion extends ForwardingSaga {
  private final int version;

  private PretendedVersion(ExecutableSaga saga, int version) {
    super(saga);
    this.version = version;
  }

  /**
   * The newest definition of a type in place of each version.
   *
   * @param always true to replace existing versions, too
   */
  static DefinitionCatalog newest(DefinitionCatalog definitions, boolean always) {
    return new DefinitionCatalog() {
      @Override
      public Optional<ExecutableSaga> find(SagaType type, int version) {
        Optional<ExecutableSaga> own = always ? Optional.empty() : definitions.find(type, version);
        return own.or(
            () -> definitions.newest(type).map(saga -> new PretendedVersion(saga, version)));
      }

      @Override
      public Optional<ExecutableSaga> newest(SagaType type) {
        return definitions.newest(type);
      }
    };
  }

  @Override
  public int version() {
    return version;
  }
}
