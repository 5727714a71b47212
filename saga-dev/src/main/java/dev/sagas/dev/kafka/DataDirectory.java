package dev.sagas.dev.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A broker's data directory, held by one broker at a time.
 *
 * <ul>
 *   <li>The operating system frees it when the process ends, however it ends.
 *   <li>Asked before the broker asks, because a broker that cannot lock its directory ends the
 *       process.
 * </ul>
 */
final class DataDirectory implements AutoCloseable {
  private final FileChannel channel;

  private DataDirectory(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the directory, and creates it if it is missing.
   *
   * @throws IllegalStateException if another broker holds it
   */
  static DataDirectory take(Path directory) {
    try {
      OwnerOnly.directory(directory);
      Files.createDirectories(BrokerProperties.logDir(directory));
      FileChannel channel =
          FileChannel.open(
              directory.resolve("broker.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new IllegalStateException(
            "Expected the directory " + directory + " to be free, but another broker uses it");
      }
      return new DataDirectory(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected " + directory + " to be writable", e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to free the broker's directory", e);
    }
  }
}
