package dev.sagas.artefact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jars that Maven resolved for a module at run time, by their artifact ids. */
record RuntimeClassPath(List<Jar> jars) {
  /** Written by the execution {@code runtime-class-path} of the build, below a module's root. */
  static final Path LIST = Path.of("target", "runtime-class-path.txt");

  /** A line of dependency:list, such as {@code group:artifact:jar:1.0:compile (optional)}. */
  private static final Pattern LINE =
      Pattern.compile("\\s+[\\w.-]+:([\\w.-]+):\\S+:(?:compile|runtime)\\b.*");

  RuntimeClassPath {
    jars = List.copyOf(jars);
  }

  /**
   * One of them.
   *
   * @param optional that it is not passed on to those who depend on the module
   */
  record Jar(String artifactId, boolean optional) {}

  static RuntimeClassPath read(Path list) throws IOException {
    return of(Files.readAllLines(list));
  }

  static RuntimeClassPath of(List<String> lines) {
    return new RuntimeClassPath(
        lines.stream()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .map(line -> new Jar(line.group(1), line.group().contains("(optional)")))
            .toList());
  }

  /** Without those that stay with the module. */
  RuntimeClassPath passedOn() {
    return new RuntimeClassPath(jars.stream().filter(jar -> !jar.optional()).toList());
  }

  List<String> artifactIds() {
    return jars.stream().map(Jar::artifactId).toList();
  }

  /** The jars that must not be there, by the start of their artifact ids. */
  List<String> strangers(Collection<String> forbidden) {
    return artifactIds().stream()
        .filter(id -> forbidden.stream().anyMatch(id::startsWith))
        .toList();
  }
}
