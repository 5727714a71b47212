package dev.sagas.chaos.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The build of the product that a process runs.
 *
 * @param classPath of its JVM
 * @param options of its JVM that only fit this build
 */
record MemberBuild(String classPath, List<String> options) {
  private static final Path BUILT = Path.of("sample-services", "target");

  MemberBuild {
    options = List.copyOf(options);
  }

  /** This process's own, with its archive of loaded classes: that halves the time of a start. */
  static MemberBuild own() {
    return new MemberBuild(
        System.getProperty("java.class.path"),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(
                option ->
                    option.startsWith("-XX:SharedArchiveFile=") || option.startsWith("-Xshare"))
            .toList());
  }

  /**
   * That of another directory.
   *
   * @param home an installed layout, or a checkout in which {@code ./saga} has been run
   * @throws ClusterFailure if it is neither
   */
  static MemberBuild in(Path home) {
    Path libraries = home.resolve("lib");
    if (Files.isDirectory(libraries)) {
      return new MemberBuild(all(libraries), List.of());
    }
    Path built = home.resolve(BUILT);
    if (!Files.isDirectory(built.resolve("lib"))) {
      throw new ClusterFailure(
          "Expected an installed layout with a folder lib, or a checkout in which ./saga has been"
              + " run, but was "
              + home);
    }
    return new MemberBuild(own(built) + File.pathSeparator + all(built.resolve("lib")), List.of());
  }

  private static String all(Path libraries) {
    return libraries.toAbsolutePath().resolve("*").toString();
  }

  /** Its own jar beside its libraries. */
  private static Path own(Path built) {
    try (Stream<Path> files = Files.list(built)) {
      return files
          .filter(file -> file.getFileName().toString().matches("sample-services-[0-9].*\\.jar"))
          .filter(
              file -> !file.getFileName().toString().matches(".*-(tests|sources|javadoc)\\.jar"))
          .findFirst()
          .map(Path::toAbsolutePath)
          .orElseThrow(() -> new ClusterFailure("Expected the jar of sample-services in " + built));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
