package dev.sagas.dev.restart;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.objects.ObjectStoreProvider;
import dev.sagas.objects.ObjectStores;
import dev.sagas.objects.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Folders with faults: {@code fault:///folder} is the same store as {@code file:///folder}, but its
 * process ends after the next object if there is a file {@code halt} beside it, and while there is
 * a file {@code away} it does not answer.
 */
public final class FaultPointStores implements ObjectStoreProvider {
  /** As after signal 9. */
  static final int HALTED = 128 + 9;

  @Override
  public String scheme() {
    return "fault";
  }

  @Override
  public ObjectStore open(URI address) {
    Path folder = Path.of(address.getPath());
    return new Faulty(ObjectStores.open("file://" + folder), folder);
  }

  /** The file that makes the process end after the next object. */
  static Path halt(Path folder) {
    return folder.resolveSibling("halt");
  }

  /** The file while which the store does not answer. */
  static Path away(Path folder) {
    return folder.resolveSibling("away");
  }

  private record Faulty(ObjectStore store, Path folder) implements ObjectStore {
    private ObjectStore asked() {
      if (Files.exists(away(folder))) {
        throw new ObjectStoreException("Expected " + this + " to answer, but it is away");
      }
      return store;
    }

    @Override
    public boolean putIfAbsent(String key, ObjectContent content) {
      boolean written = asked().putIfAbsent(key, content);
      try {
        if (key.startsWith("claims/") && Files.deleteIfExists(halt(folder))) {
          Runtime.getRuntime().halt(HALTED);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return written;
    }

    @Override
    public Optional<InputStream> get(String key) {
      return asked().get(key);
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> sink) {
      asked().list(prefix, sink);
    }

    @Override
    public void delete(String key) {
      asked().delete(key);
    }

    @Override
    public String toString() {
      return "fault://" + folder;
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
