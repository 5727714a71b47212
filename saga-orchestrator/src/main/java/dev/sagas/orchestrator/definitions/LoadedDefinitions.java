package dev.sagas.orchestrator.definitions;

import dev.sagas.engine.definitions.DefinitionProblem;
import dev.sagas.engine.definitions.DescribedSaga;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The definitions that an orchestrator finds on its class path and in its definitions folder, and
 * their problems.
 *
 * <ul>
 *   <li>Each jar has its own class loader, see {@link DefinitionJar}.
 *   <li>Must not be closed while a saga is used.
 * </ul>
 */
public final class LoadedDefinitions implements AutoCloseable {
  /** As the only name: no classes on the class path. */
  public static final String NONE = "none";

  private final List<DescribedSaga> sagas = new ArrayList<>();
  private final List<DefinitionProblem> problems = new ArrayList<>();
  private final List<DefinitionJar> jars = new ArrayList<>();

  private LoadedDefinitions() {}

  /**
   * Loads all definitions.
   *
   * @param names classes on the class path; all registered services if empty, and none of them if
   *     it is {@value #NONE} alone
   * @param folder every {@code *.jar} in it is loaded, in the order of their names
   */
  public static LoadedDefinitions load(
      List<String> names, ClassLoader classPath, Optional<Path> folder) {
    LoadedDefinitions loaded = new LoadedDefinitions();
    try {
      DefinitionReader reader = new DefinitionReader(DefinitionProblem.CLASS_PATH, classPath);
      wanted(names, classPath).forEach(reader::read);
      loaded.add(reader.sagas(), reader.problems());
      if (folder.isPresent()) {
        loaded.addJars(folder.get());
      }
      loaded.findTwins();
      return loaded;
    } catch (IOException e) {
      loaded.close();
      throw new UncheckedIOException("Expected to read the definitions", e);
    } catch (RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  private static List<String> wanted(List<String> names, ClassLoader classPath) throws IOException {
    if (names.equals(List.of(NONE))) {
      return List.of();
    }
    return names.isEmpty() ? ServiceFile.names(classPath) : names;
  }

  private void addJars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      problems.add(
          new DefinitionProblem(folder.toString(), "", "there is no such definitions folder"));
      return;
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      files.forEach(found::add);
    }
    found.sort(null);
    for (Path jar : found) {
      DefinitionJar read = DefinitionJar.read(jar);
      jars.add(read);
      add(read.sagas(), read.problems());
    }
  }

  private void add(List<DescribedSaga> more, List<DefinitionProblem> moreProblems) {
    sagas.addAll(more);
    problems.addAll(moreProblems);
  }

  private void findTwins() {
    Map<String, DescribedSaga> seen = new HashMap<>();
    for (DescribedSaga saga : sagas) {
      DescribedSaga other = seen.putIfAbsent(saga.title(), saga);
      if (other != null) {
        problems.add(
            saga.problem(
                "%s and %s (%s) both define it"
                    .formatted(saga.definitionClass(), other.definitionClass(), other.source())));
      }
    }
  }

  /** What could be loaded, described and checked: class path first, then jar by jar. */
  public List<DescribedSaga> sagas() {
    return List.copyOf(sagas);
  }

  /** All problems, source by source. */
  public List<DefinitionProblem> problems() {
    return List.copyOf(problems);
  }

  /** Releases the jars. */
  @Override
  public void close() {
    jars.forEach(DefinitionJar::close);
  }
}
