package dev.sagas.samples.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How large modules and packages of main code are, and which public names are there twice: what is
 * too large is split by its story, and a name means one thing.
 */
record Sizes(Path root) {
  static final long MAX_MODULE_LINES = 16_000;
  static final long MAX_PACKAGE_FILES = 63;

  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:[a-z-]+ )*(?:class|record|interface|enum|@interface) (\\w+)",
          Pattern.MULTILINE);

  /** One story that has no seam to be split at. */
  private static final String EXEMPT = "saga-api/src/main/java/dev/sagas/participant";

  /** Every module and package that is too large. */
  List<String> violations() {
    List<Path> files =
        new Sources(root)
            .javaFiles().stream()
                .map(root::relativize)
                .filter(file -> file.toString().contains("/src/main/java/"))
                .toList();
    List<String> found = new ArrayList<>();
    sum(files, file -> file.getName(0).toString(), this::lines)
        .forEach(
            (module, lines) -> {
              if (lines > MAX_MODULE_LINES) {
                found.add(
                    "%s has %s lines, but %s are allowed"
                        .formatted(module, lines, MAX_MODULE_LINES));
              }
            });
    sum(files, file -> String.valueOf(file.getParent()), file -> 1L)
        .forEach(
            (directory, count) -> {
              if (count > MAX_PACKAGE_FILES && !directory.equals(EXEMPT)) {
                found.add(
                    "%s has %s files, but %s are allowed"
                        .formatted(directory, count, MAX_PACKAGE_FILES));
              }
            });
    return found;
  }

  /** Every public type whose simple name another one has, too. */
  List<String> repeatedNames() {
    Map<String, Long> names =
        new Sources(root)
            .javaFiles().stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .filter(this::isPublic)
                .collect(
                    Collectors.groupingBy(
                        file -> String.valueOf(file.getFileName()),
                        TreeMap::new,
                        Collectors.counting()));
    return names.entrySet().stream()
        .filter(name -> name.getValue() > 1)
        .map(name -> name.getKey() + " is there " + name.getValue() + " times")
        .toList();
  }

  private boolean isPublic(Path file) {
    String name = String.valueOf(file.getFileName()).replace(".java", "");
    return PUBLIC_TYPE.matcher(read(file)).results().anyMatch(type -> type.group(1).equals(name));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Long> sum(
      List<Path> files, Function<Path, String> group, Function<Path, Long> size) {
    return files.stream()
        .collect(Collectors.groupingBy(group, TreeMap::new, Collectors.summingLong(size::apply)));
  }

  private long lines(Path file) {
    return read(root.resolve(file)).lines().count();
  }
}
