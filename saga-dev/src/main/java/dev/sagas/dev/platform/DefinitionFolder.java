package dev.sagas.dev.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder with jars of definitions that changes while the platform runs.
 *
 * <ul>
 *   <li>What runs is a copy: a jar that is written over does not break what was loaded from it.
 *   <li>A change counts once the jars were the same at two looks, so that one that is being written
 *       is left alone.
 * </ul>
 */
final class DefinitionFolder {
  private final Path folder;
  private final Path copies;
  private Map<String, Version> taken = Map.of();
  private Map<String, Version> seen = Map.of();
  private int copy;

  /** A jar at one time. */
  private record Version(long size, long modifiedMs) {}

  /**
   * A folder.
   *
   * @param copies where copies of its jars are made
   */
  DefinitionFolder(Path folder, Path copies) {
    this.folder = folder;
    this.copies = copies;
  }

  /** True if there is at least one jar. */
  boolean hasJars() throws IOException {
    return !look().isEmpty();
  }

  /** True if its jars differ from those that were copied last, and are complete. */
  boolean hasChanged() throws IOException {
    Map<String, Version> now = look();
    boolean settled = now.equals(seen);
    seen = now;
    return settled && !now.equals(taken);
  }

  /** A copy of its jars as they are now; the next change counts from here. */
  Path copy() throws IOException {
    Map<String, Version> now = look();
    Path to = Files.createDirectories(copies.resolve(Integer.toString(copy++)));
    try (DirectoryStream<Path> stale = Files.newDirectoryStream(to)) {
      for (Path file : stale) {
        Files.delete(file);
      }
    }
    for (String name : now.keySet()) {
      Files.copy(folder.resolve(name), to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    taken = now;
    seen = now;
    return to;
  }

  private Map<String, Version> look() throws IOException {
    Map<String, Version> jars = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        try {
          BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
          jars.put(name, new Version(is.size(), is.lastModifiedTime().toMillis()));
        } catch (NoSuchFileException e) {
          jars.remove(name); // it was taken away since the folder was read
        }
      }
    }
    return jars;
  }
}
