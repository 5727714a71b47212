package dev.sagas.dev.registry;

import dev.sagas.serde.CompatibilityLevel;
import java.util.Optional;

/** What can happen to a registry's content; the fold of all changes is the {@link Catalog}. */
sealed interface RegistryChange {
  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /**
   * One method for each kind of change.
   *
   * @param <R> what the visitor makes of it
   */
  interface Visitor<R> {
    R versionSet(VersionSet change);

    R versionErased(VersionErased change);

    R levelSet(LevelSet change);

    R modeSet(ModeSet change);

    R idsUsed(IdsUsed change);
  }

  /** A version came to be, or was marked as deleted or live. */
  record VersionSet(String subject, int version, int id, StoredSchema schema, boolean deleted)
      implements RegistryChange {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.versionSet(this);
    }
  }

  /** A version was deleted for good. */
  record VersionErased(String subject, int version) implements RegistryChange {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.versionErased(this);
    }
  }

  /** A level was set, or removed if empty; for all subjects if none is named. */
  record LevelSet(Optional<String> subject, Optional<CompatibilityLevel> level)
      implements RegistryChange {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.levelSet(this);
    }
  }

  /** A mode was set, or removed if empty; for all subjects if none is named. */
  record ModeSet(Optional<String> subject, Optional<RegistryMode> mode) implements RegistryChange {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.modeSet(this);
    }
  }

  /** Ids up to this one are not to be given again, though their schemas may be gone. */
  record IdsUsed(int highest) implements RegistryChange {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.idsUsed(this);
    }
  }
}
