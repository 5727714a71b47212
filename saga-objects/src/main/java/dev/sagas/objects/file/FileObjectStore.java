package dev.sagas.objects.file;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectKeys;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.objects.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Objects as files below a folder, which is created when the first is written.
 *
 * <ul>
 *   <li>An object is written to a temporary file, synced, and given its name by a hard link: the
 *       file system must have these.
 *   <li>Temporary files of killed writers are left in {@code .tmp}; they are no objects, and can be
 *       deleted while nobody writes.
 * </ul>
 */
public final class FileObjectStore implements ObjectStore {
  private static final String TEMPORARY = ".tmp";
  private static final int MAX_TRIES = 5;

  private final Path root;

  /** The store in this folder. */
  public FileObjectStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public boolean putIfAbsent(String key, ObjectContent content) {
    Path target = path(key);
    try {
      if (Files.exists(target)) {
        return false;
      }
      createFolders(target);
      Path folder = Files.createDirectories(root.resolve(TEMPORARY));
      Path written = Files.createTempFile(folder, "put-", TEMPORARY);
      try {
        write(content, written);
        link(target, written);
      } finally {
        Files.deleteIfExists(written);
      }
      sync(parent(target));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      throw failed("write", key, new IOException("the file system has no hard links", e));
    } catch (IOException e) {
      throw failed("write", key, e);
    }
  }

  /** A folder that has become empty may be deleted just before. */
  private void link(Path target, Path written) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        Files.createLink(target, written);
        return;
      } catch (NoSuchFileException e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
        createFolders(target);
      }
    }
  }

  private static void write(ObjectContent content, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        InputStream in = content.open()) {
      in.transferTo(Channels.newOutputStream(channel));
      channel.force(true);
    }
  }

  /** Syncs what is above a new folder, too: else it could be gone with all that is in it. */
  private void createFolders(Path target) throws IOException {
    Path folder = parent(target);
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    for (Path above = folder; above.startsWith(root); above = parent(above)) {
      sync(parent(above));
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  /** Windows cannot sync a folder, and need not. */
  private static void sync(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public Optional<InputStream> get(String key) {
    try {
      return Optional.of(Files.newInputStream(path(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", key, e);
    }
  }

  @Override
  public void list(String prefix, Consumer<StoredObject> sink) {
    ObjectKeys.requirePrefix(prefix);
    int slash = prefix.lastIndexOf('/');
    Path folder = slash < 0 ? root : root.resolve(prefix.substring(0, slash));
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      for (String key : keys(folder, prefix)) {
        size(key).ifPresent(bytes -> sink.accept(new StoredObject(key, bytes)));
      }
    } catch (IOException e) {
      throw failed("list", prefix, e);
    }
  }

  private Optional<Long> size(String key) throws IOException {
    try {
      return Optional.of(Files.size(root.resolve(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What is deleted meanwhile may be in it or not. */
  private List<String> keys(Path folder, String prefix) throws IOException {
    for (int tries = 1; ; tries++) {
      try (Stream<Path> files = Files.walk(folder)) {
        return files
            .filter(file -> !file.startsWith(root.resolve(TEMPORARY)))
            .filter(Files::isRegularFile)
            .map(file -> root.relativize(file).toString().replace('\\', '/'))
            .filter(key -> key.startsWith(prefix))
            .sorted(Comparator.naturalOrder())
            .toList();
      } catch (NoSuchFileException e) {
        return List.of();
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof NoSuchFileException) || tries == MAX_TRIES) {
          throw e.getCause();
        }
      }
    }
  }

  @Override
  public void delete(String key) {
    Path file = path(key);
    try {
      if (Files.deleteIfExists(file)) {
        sync(parent(file));
        deleteIfEmpty(parent(file));
      }
    } catch (NoSuchFileException e) {
      // Another one has deleted the folder, which was empty then.
    } catch (IOException e) {
      throw failed("delete", key, e);
    }
  }

  /** Else a folder would be left for each object that had one of its own. */
  private void deleteIfEmpty(Path folder) throws IOException {
    if (folder.equals(root)) {
      return;
    }
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      // It is in use, or another one was quicker.
    }
  }

  private Path path(String key) {
    return root.resolve(ObjectKeys.require(key));
  }

  private ObjectStoreException failed(String what, String key, Exception cause) {
    return new ObjectStoreException(
        "Expected to %s %s in %s, but %s".formatted(what, key, this, cause), cause);
  }

  @Override
  public String toString() {
    return "folder " + root;
  }

  @Override
  public void close() {
    // Nothing is open between calls.
  }
}
