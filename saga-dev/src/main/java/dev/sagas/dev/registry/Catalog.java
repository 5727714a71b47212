package dev.sagas.dev.registry;

import dev.sagas.dev.registry.RegistryChange.IdsUsed;
import dev.sagas.dev.registry.RegistryChange.LevelSet;
import dev.sagas.dev.registry.RegistryChange.ModeSet;
import dev.sagas.dev.registry.RegistryChange.VersionErased;
import dev.sagas.dev.registry.RegistryChange.VersionSet;
import dev.sagas.serde.CompatibilityLevel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a registry holds: the fold of all changes. Not for use by several threads at a time. */
final class Catalog {
  private final NavigableMap<String, NavigableMap<Integer, VersionSet>> subjects = new TreeMap<>();
  private final Map<Optional<String>, CompatibilityLevel> levels = new HashMap<>();
  private final Map<Optional<String>, RegistryMode> modes = new HashMap<>();
  private int highestId;

  void apply(RegistryChange change) {
    change.accept(new Applying());
  }

  /** What each kind of change does to the catalog. */
  private final class Applying implements RegistryChange.Visitor<Catalog> {
    @Override
    public Catalog versionSet(VersionSet set) {
      subjects.computeIfAbsent(set.subject(), name -> new TreeMap<>()).put(set.version(), set);
      highestId = Math.max(highestId, set.id());
      return Catalog.this;
    }

    @Override
    public Catalog versionErased(VersionErased erased) {
      erase(erased);
      return Catalog.this;
    }

    @Override
    public Catalog levelSet(LevelSet set) {
      set.level()
          .ifPresentOrElse(
              level -> levels.put(set.subject(), level), () -> levels.remove(set.subject()));
      return Catalog.this;
    }

    @Override
    public Catalog modeSet(ModeSet set) {
      set.mode()
          .ifPresentOrElse(
              mode -> modes.put(set.subject(), mode), () -> modes.remove(set.subject()));
      return Catalog.this;
    }

    @Override
    public Catalog idsUsed(IdsUsed used) {
      highestId = Math.max(highestId, used.highest());
      return Catalog.this;
    }
  }

  private void erase(VersionErased erased) {
    NavigableMap<Integer, VersionSet> versions = subjects.get(erased.subject());
    if (versions == null) {
      return; // the record that it erases is compacted away
    }
    versions.remove(erased.version());
    if (versions.isEmpty()) {
      subjects.remove(erased.subject());
    }
  }

  int highestId() {
    return highestId;
  }

  /** Names of all subjects, those included whose every version is deleted. */
  Collection<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /**
   * A subject's versions in order, deleted ones only if asked for; empty for an unknown subject.
   */
  List<VersionSet> versions(String subject, boolean withDeleted) {
    NavigableMap<Integer, VersionSet> versions = subjects.get(subject);
    return versions == null
        ? List.of()
        : versions.values().stream().filter(version -> withDeleted || !version.deleted()).toList();
  }

  /** Every version under every subject, deleted ones included. */
  Stream<VersionSet> all() {
    return subjects.values().stream().flatMap(versions -> versions.values().stream());
  }

  Optional<VersionSet> byId(int id) {
    return all().filter(version -> version.id() == id).findFirst();
  }

  /** The id that this schema has under whatever subject. */
  Optional<Integer> idOf(StoredSchema schema) {
    return all().filter(version -> version.schema().equals(schema)).map(VersionSet::id).findFirst();
  }

  Optional<CompatibilityLevel> level(Optional<String> subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  Optional<RegistryMode> mode(Optional<String> subject) {
    return Optional.ofNullable(modes.get(subject));
  }
}
