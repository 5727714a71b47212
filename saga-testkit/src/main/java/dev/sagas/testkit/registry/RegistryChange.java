package dev.sagas.testkit.registry;

import dev.sagas.serde.CompatibilityLevel;
import java.util.Optional;

/** What can happen to a registry's content; the fold of all changes is the {@link Catalog}. */
sealed interface RegistryChange {
  /** A version came to be, or was marked as deleted or live. */
  record VersionSet(String subject, int version, int id, StoredSchema schema, boolean deleted)
      implements RegistryChange {}

  /** A version was deleted for good. */
  record VersionErased(String subject, int version) implements RegistryChange {}

  /** A level was set, or removed if empty; for all subjects if none is named. */
  record LevelSet(Optional<String> subject, Optional<CompatibilityLevel> level)
      implements RegistryChange {}

  /** A mode was set, or removed if empty; for all subjects if none is named. */
  record ModeSet(Optional<String> subject, Optional<RegistryMode> mode) implements RegistryChange {}

  /** Ids up to this one are not to be given again, though their schemas may be gone. */
  record IdsUsed(int highest) implements RegistryChange {}
}
