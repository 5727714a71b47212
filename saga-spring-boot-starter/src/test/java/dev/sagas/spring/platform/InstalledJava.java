package dev.sagas.spring.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java of this machine.
 *
 * @param home its directory
 * @param feature its version, such as 25
 */
record InstalledJava(Path home, int feature) {
  private static final int VIRTUAL_THREADS = 21;
  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/lib/jvm"), Path.of("/opt/java"), Path.of("/opt"));
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  /** The one that runs this test. */
  static InstalledJava current() {
    return new InstalledJava(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** The newest one that has virtual threads. */
  static Optional<InstalledJava> withVirtualThreads() {
    List<InstalledJava> found = new ArrayList<>(List.of(current()));
    for (Path folder : FOLDERS) {
      if (Files.isDirectory(folder)) {
        addAll(found, folder);
      }
    }
    return found.stream()
        .filter(java -> java.feature() >= VIRTUAL_THREADS)
        .max(Comparator.comparingInt(InstalledJava::feature));
  }

  Path program() {
    return home.resolve("bin").resolve("java");
  }

  private static void addAll(List<InstalledJava> found, Path folder) {
    try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder)) {
      for (Path home : homes) {
        Path release = home.resolve("release");
        if (Files.isExecutable(home.resolve("bin/java")) && Files.isReadable(release)) {
          Matcher version = VERSION.matcher(Files.readString(release));
          if (version.find()) {
            found.add(new InstalledJava(home, Integer.parseInt(version.group(1))));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
