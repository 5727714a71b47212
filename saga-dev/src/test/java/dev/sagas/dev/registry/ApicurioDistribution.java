package dev.sagas.dev.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An unpacked Apicurio registry and a Java that can run it. */
record ApicurioDistribution(Path java, Path runner) {
  private static final String UNPACKED = "saga.interop.apicurio";
  private static final String MAVEN_HOME = "saga.interop.maven.home";
  private static final String OLDER = "2.6.13.Final";
  private static final int JAVA_FOR_THREE = 21;
  private static final int MAX_MINUTES_TO_FETCH = 5;
  private static final List<String> WHERE_JAVAS_LIVE =
      List.of("/usr/lib/jvm", "/opt/java", "/Library/Java/JavaVirtualMachines");

  /**
   * What the build unpacked, which needs Java 21 or newer unless it is version 2; where there is no
   * such Java, version 2, fetched now.
   */
  static Optional<ApicurioDistribution> find() {
    String unpacked = System.getProperty(UNPACKED, "");
    if (unpacked.isEmpty()) {
      return Optional.empty();
    }
    Path directory = Path.of(unpacked);
    if (directory.getFileName().toString().startsWith("apicurio-2")) {
      return runner(directory).map(runner -> new ApicurioDistribution(ownJava(), runner));
    }
    return newerJava()
        .flatMap(java -> runner(directory).map(runner -> new ApicurioDistribution(java, runner)))
        .or(
            () ->
                fetchOlder(directory.resolveSibling("apicurio-" + OLDER))
                    .map(runner -> new ApicurioDistribution(ownJava(), runner)));
  }

  boolean isVersionTwo() {
    return runner.getFileName().toString().contains("-2.");
  }

  private static Optional<Path> runner(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    return list(directory).stream()
        .filter(file -> file.getFileName().toString().matches("quarkus-run\\.jar|.*-runner\\.jar"))
        .findFirst();
  }

  private static Optional<Path> fetchOlder(Path directory) {
    String home = System.getProperty(MAVEN_HOME, "");
    if (home.isEmpty() || runner(directory).isPresent()) {
      return runner(directory);
    }
    List<String> command =
        List.of(
            Path.of(home, "bin", "mvn").toString(),
            "-B",
            "-q",
            "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:unpack",
            "-Dartifact=io.apicurio:apicurio-registry-app:" + OLDER + ":tar.gz:all",
            "-DoutputDirectory=" + directory);
    try {
      Process maven =
          new ProcessBuilder(command)
              .directory(Files.createTempDirectory("fetch-apicurio").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!maven.waitFor(MAX_MINUTES_TO_FETCH, TimeUnit.MINUTES)) {
        maven.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    return runner(directory);
  }

  private static Path ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** This Java if it is new enough, else JAVA21_HOME, else the first found where Javas live. */
  private static Optional<Path> newerJava() {
    if (Runtime.version().feature() >= JAVA_FOR_THREE) {
      return Optional.of(ownJava());
    }
    List<Path> homes = new ArrayList<>();
    Optional.ofNullable(System.getenv("JAVA21_HOME")).map(Path::of).ifPresent(homes::add);
    for (String parent : WHERE_JAVAS_LIVE) {
      if (Files.isDirectory(Path.of(parent))) {
        list(Path.of(parent))
            .forEach(home -> homes.addAll(List.of(home, home.resolve("Contents/Home"))));
      }
    }
    return homes.stream()
        .filter(home -> version(home) >= JAVA_FOR_THREE)
        .map(home -> home.resolve("bin/java"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The feature release by the JDK's own "release" file; 0 where there is none. */
  private static int version(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(release)) {
      return lines
          .filter(line -> line.matches("JAVA_VERSION=\"[0-9]+[^\"]*\""))
          .map(line -> Runtime.Version.parse(line.replaceAll(".*\"(.*)\"", "$1")).feature())
          .findFirst()
          .orElse(0);
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
