package dev.sagas.archive;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Objects in memory. */
public final class MemoryStore implements ObjectStore {
  private final ConcurrentNavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public boolean putIfAbsent(String key, ObjectContent content) {
    try (InputStream in = content.open()) {
      return objects.putIfAbsent(key, in.readAllBytes()) == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<InputStream> get(String key) {
    return Optional.ofNullable(objects.get(key)).map(ByteArrayInputStream::new);
  }

  @Override
  public void list(String prefix, Consumer<StoredObject> sink) {
    objects
        .tailMap(prefix)
        .forEach(
            (key, content) -> {
              if (key.startsWith(prefix)) {
                sink.accept(new StoredObject(key, content.length));
              }
            });
  }

  @Override
  public void delete(String key) {
    objects.remove(key);
  }

  @Override
  public void close() {
    // It is kept for the next reader.
  }
}
