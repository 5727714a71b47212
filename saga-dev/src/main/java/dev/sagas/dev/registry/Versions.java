package dev.sagas.dev.registry;

import dev.sagas.dev.registry.RegistryChange.VersionSet;
import java.util.List;

/** Finds versions in a catalog. */
final class Versions {
  private static final String LATEST = "latest";

  private Versions() {}

  /** The version that a request names: a number, {@code latest}, or {@code -1} for the latest. */
  static VersionSet pick(Catalog catalog, String subject, String which, boolean withDeleted) {
    boolean latest = which.equals(LATEST) || which.equals("-1");
    int wanted = latest ? 0 : number(which);
    List<VersionSet> versions = catalog.versions(subject, withDeleted);
    if (versions.isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    }
    if (latest) {
      return versions.get(versions.size() - 1);
    }
    return versions.stream()
        .filter(version -> version.version() == wanted)
        .findFirst()
        .orElseThrow(() -> RegistryError.versionNotFound(which));
  }

  private static int number(String which) {
    if (which.matches("[1-9][0-9]{0,8}")) {
      return Integer.parseInt(which);
    }
    throw RegistryError.invalidVersion(which);
  }

  /** Live versions whose schemas refer to this one. */
  static List<VersionSet> referringTo(Catalog catalog, VersionSet target) {
    return catalog
        .all()
        .filter(version -> !version.deleted())
        .filter(
            version ->
                version.schema().references().stream()
                    .anyMatch(
                        reference ->
                            reference.subject().equals(target.subject())
                                && reference.version() == target.version()))
        .toList();
  }
}
