package dev.sagas.orchestrator.claims;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.objects.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Objects in memory that can be away, lost or altered. */
public final class FaultyStore implements ObjectStore {
  /** What it has. */
  public final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  /** How often it was asked. */
  public final AtomicInteger calls = new AtomicInteger();

  /** Is run at each call. */
  public volatile Runnable onCall = () -> {};

  private final String name;
  private volatile boolean away;

  FaultyStore(String name) {
    this.name = name;
  }

  /** From now on each call fails, or does not. */
  public void away(boolean fails) {
    away = fails;
  }

  private void call(String what) {
    calls.incrementAndGet();
    onCall.run();
    if (away) {
      throw new ObjectStoreException("Expected to " + what + " in " + this + ", but it is away");
    }
  }

  @Override
  public boolean putIfAbsent(String key, ObjectContent content) {
    call("write " + key);
    try (InputStream in = content.open()) {
      return objects.putIfAbsent(key, in.readAllBytes()) == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<InputStream> get(String key) {
    call("read " + key);
    return Optional.ofNullable(objects.get(key)).map(ByteArrayInputStream::new);
  }

  @Override
  public void list(String prefix, Consumer<StoredObject> sink) {
    call("list " + prefix);
    objects.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            sink.accept(new StoredObject(key, value.length));
          }
        });
  }

  @Override
  public void delete(String key) {
    call("delete " + key);
    objects.remove(key);
  }

  @Override
  public String toString() {
    return "faulty://" + name;
  }

  @Override
  public void close() {
    // The next one that opens it finds what it has.
  }
}
