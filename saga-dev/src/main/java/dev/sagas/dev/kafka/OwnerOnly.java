package dev.sagas.dev.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Directories that no one but their owner may look into, where the file system knows owners.
 *
 * <ul>
 *   <li>What is in them is safe whatever the modes of the single files are.
 * </ul>
 */
public final class OwnerOnly {
  private static final String MODE = "rwx------";

  private OwnerOnly() {}

  /**
   * Creates the directory, and its parents that are missing; closes it to others if it is there.
   *
   * @throws IOException if it cannot be created, or belongs to another user
   */
  public static void directory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      close(directory);
      return;
    }
    Files.createDirectories(directory, attributes(directory));
  }

  private static void close(Path directory) throws IOException {
    PosixFileAttributeView posix =
        Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    if (posix != null) {
      posix.setPermissions(PosixFilePermissions.fromString(MODE));
    }
  }

  private static FileAttribute<?>[] attributes(Path directory) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE))
        }
        : new FileAttribute<?>[0];
  }
}
