package dev.sagas.chaos.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A small file system in memory that holds the state of one orchestrator.
 *
 * <ul>
 *   <li>Only an administrator can mount one.
 * </ul>
 */
public final class StateDisk {
  private static final String FILLER = "filler";
  private static final int SIZE_MB = 192;
  private static final int BLOCK = 64 * 1024;
  private static final long LIMIT_S = 20;

  private final Path directory;

  StateDisk(Path directory) {
    this.directory = directory;
  }

  /** Why there can be none, if there cannot: one is mounted for a moment. */
  public static Optional<String> obstacle() {
    try {
      Path directory = Files.createTempDirectory("saga-chaos-disk-");
      try {
        StateDisk disk = new StateDisk(directory);
        disk.mount();
        disk.unmount();
        return Optional.empty();
      } catch (ClusterFailure e) {
        return Optional.of("no file system can be mounted: " + e.getMessage());
      } finally {
        Files.delete(directory);
      }
    } catch (IOException e) {
      return Optional.of("no file system can be mounted: " + e.getMessage());
    }
  }

  void mount() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ClusterFailure("Expected to create " + directory, e);
    }
    run("mount", "-t", "tmpfs", "-o", "size=%sm".formatted(SIZE_MB), "tmpfs", directory.toString());
  }

  /**
   * Refuses writes from now on; nobody may have a file open for writing.
   *
   * @throws ClusterFailure if somebody has
   */
  public void makeReadOnly() {
    run("mount", "-o", "remount,ro", directory.toString());
  }

  /** Takes writes again. */
  public void makeWritable() {
    run("mount", "-o", "remount,rw", directory.toString());
  }

  /** Leaves no free byte. */
  public void fill() {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(directory.resolve(FILLER))) {
      for (int written = 0; written <= SIZE_MB * 1024 / (BLOCK / 1024); written++) {
        out.write(block);
      }
    } catch (IOException e) {
      // That is what full means.
      return;
    }
    throw new ClusterFailure("Expected %s to be full after %s MB".formatted(directory, SIZE_MB));
  }

  /** Gives the bytes back. */
  public void free() {
    try {
      Files.deleteIfExists(directory.resolve(FILLER));
    } catch (IOException e) {
      throw new ClusterFailure("Expected to delete a file in " + directory, e);
    }
  }

  /** Removes it, even while files are open, and says so. */
  boolean unmount() {
    run("umount", "-l", directory.toString());
    return true;
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new ClusterFailure(
            "Expected %s to succeed, but it says %s".formatted(String.join(" ", command), said));
      }
    } catch (IOException e) {
      throw new ClusterFailure("Expected to run " + String.join(" ", command), e);
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    }
  }
}
