package dev.sagas.dev.registry;

import dev.sagas.dev.registry.RegistryChange.IdsUsed;
import dev.sagas.dev.registry.RegistryChange.LevelSet;
import dev.sagas.dev.registry.RegistryChange.ModeSet;
import dev.sagas.dev.registry.RegistryChange.VersionErased;
import dev.sagas.dev.registry.RegistryChange.VersionSet;
import dev.sagas.serde.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * The registry's behaviour, over a log that keeps it.
 *
 * <ul>
 *   <li>One call at a time. A change is in the log before it is answered.
 *   <li>After a write failed the log is opened and read again before the next, because what was
 *       last written is not certain. Until then questions are answered from what was known before.
 * </ul>
 */
final class Registry implements AutoCloseable {
  private final SchemaLog log;
  private Catalog catalog = new Catalog();
  private boolean current;

  Registry(SchemaLog log) {
    this.log = log;
  }

  /** Reads the log, if what it holds is not known. */
  synchronized void open() {
    if (current) {
      return;
    }
    Catalog read = new Catalog();
    log.open().forEach(read::apply);
    catalog = read;
    current = true;
  }

  /** Asks the catalog. */
  synchronized <T> T read(Function<Catalog, T> question) {
    return question.apply(catalog);
  }

  /** Registers a schema and gives its id. */
  synchronized int register(String subject, StoredSchema given) {
    open();
    StoredSchema schema = texts().normal(given);
    Optional<Integer> registered = find(subject, schema, false).map(VersionSet::id);
    if (registered.isPresent()) {
      return registered.get();
    }
    requireWritable(subject);
    List<String> problems = problems(texts().parse(schema), parsed(subject), subject);
    if (!problems.isEmpty()) {
      throw RegistryError.incompatible(String.join("; ", problems));
    }
    int id = catalog.idOf(schema).orElse(catalog.highestId() + 1);
    int version =
        1 + catalog.versions(subject, true).stream().mapToInt(VersionSet::version).max().orElse(0);
    write(List.of(new VersionSet(subject, version, id, schema, false)));
    return id;
  }

  /** Finds a schema under a subject. */
  synchronized VersionSet lookUp(String subject, StoredSchema given, boolean withDeleted) {
    if (catalog.versions(subject, withDeleted).isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    }
    return find(subject, texts().normal(given), withDeleted)
        .orElseThrow(() -> RegistryError.schemaNotFound("under subject '" + subject + "'"));
  }

  /** Why a schema may not follow one version, or all that the subject's level asks for. */
  synchronized List<String> problems(String subject, StoredSchema given, Optional<String> version) {
    Schema schema = texts().parse(texts().normal(given));
    if (version.isEmpty()) {
      return problems(schema, parsed(subject), subject);
    }
    VersionSet other = Versions.pick(catalog, subject, version.get(), false);
    return problems(schema, List.of(texts().parse(other.schema())), subject);
  }

  /** Deletes a subject and gives the versions that it had. */
  synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
    open();
    requireWritable(subject);
    List<VersionSet> all = catalog.versions(subject, true);
    List<VersionSet> live = catalog.versions(subject, false);
    if (all.isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    }
    if (permanent && !live.isEmpty()) {
      throw RegistryError.subjectNotSoftDeleted(subject);
    }
    if (!permanent && live.isEmpty()) {
      throw RegistryError.subjectSoftDeleted(subject);
    }
    List<VersionSet> gone = permanent ? all : live;
    delete(gone, permanent);
    return gone.stream().map(VersionSet::version).toList();
  }

  /** Deletes one version and gives its number. */
  synchronized int deleteVersion(String subject, String which, boolean permanent) {
    open();
    requireWritable(subject);
    VersionSet version = Versions.pick(catalog, subject, which, true);
    if (permanent && !version.deleted()) {
      throw RegistryError.versionNotSoftDeleted(subject, version.version());
    }
    if (!permanent && version.deleted()) {
      throw RegistryError.versionSoftDeleted(subject, version.version());
    }
    delete(List.of(version), permanent);
    return version.version();
  }

  private void delete(List<VersionSet> versions, boolean permanent) {
    List<RegistryChange> changes = new ArrayList<>();
    if (permanent) {
      changes.add(new IdsUsed(catalog.highestId()));
    }
    for (VersionSet version : versions) {
      if (!Versions.referringTo(catalog, version).isEmpty()) {
        throw RegistryError.referenceExists(version.subject(), version.version());
      }
      changes.add(
          permanent
              ? new VersionErased(version.subject(), version.version())
              : new VersionSet(
                  version.subject(), version.version(), version.id(), version.schema(), true));
    }
    write(changes);
  }

  synchronized void setLevel(Optional<String> subject, Optional<CompatibilityLevel> level) {
    open();
    write(List.of(new LevelSet(subject, level)));
  }

  synchronized void setMode(Optional<String> subject, Optional<RegistryMode> mode) {
    open();
    write(List.of(new ModeSet(subject, mode)));
  }

  private void write(List<RegistryChange> changes) {
    current = false;
    log.append(changes);
    current = true;
    changes.forEach(catalog::apply);
  }

  private List<String> problems(Schema schema, List<Schema> earlier, String subject) {
    CompatibilityLevel level =
        catalog
            .level(Optional.of(subject))
            .or(() -> catalog.level(Optional.empty()))
            .orElse(CompatibilityLevel.BACKWARD);
    return Compatibility.problems(schema, earlier, level);
  }

  private List<Schema> parsed(String subject) {
    return catalog.versions(subject, false).stream()
        .map(version -> texts().parse(version.schema()))
        .toList();
  }

  private Optional<VersionSet> find(String subject, StoredSchema schema, boolean withDeleted) {
    return catalog.versions(subject, withDeleted).stream()
        .filter(version -> version.schema().equals(schema))
        .reduce((first, second) -> second);
  }

  private void requireWritable(String subject) {
    RegistryMode mode =
        catalog
            .mode(Optional.of(subject))
            .or(() -> catalog.mode(Optional.empty()))
            .orElse(RegistryMode.READWRITE);
    if (mode == RegistryMode.READONLY) {
      throw RegistryError.notPermitted("Subject '" + subject + "' is in mode READONLY");
    }
  }

  private SchemaTexts texts() {
    return new SchemaTexts(catalog);
  }

  @Override
  public synchronized void close() {
    log.close();
  }
}
