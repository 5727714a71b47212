package dev.sagas.archive;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.objects.StoredObject;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that fails once, at one of its calls, before or after it took effect. */
public class UnreliableStore implements ObjectStore {
  private final ObjectStore store;
  private final boolean isAfterwards;
  private int left;

  /** Fails at that call, counted from 0. */
  public UnreliableStore(ObjectStore store, int failsAt, boolean isAfterwards) {
    this.store = store;
    this.left = failsAt;
    this.isAfterwards = isAfterwards;
  }

  /** Whether it has failed. */
  public boolean hasFailed() {
    return left < 0;
  }

  private boolean isNow() {
    return left-- == 0;
  }

  private static void fail() {
    throw new ObjectStoreException("Expected an answer, but there was none");
  }

  @Override
  public boolean putIfAbsent(String key, ObjectContent content) {
    boolean isNow = isNow();
    if (isNow && !isAfterwards) {
      fail();
    }
    boolean isWritten = store.putIfAbsent(key, content);
    if (isNow) {
      fail();
    }
    return isWritten;
  }

  @Override
  public Optional<InputStream> get(String key) {
    if (isNow()) {
      fail();
    }
    return store.get(key);
  }

  @Override
  public void list(String prefix, Consumer<StoredObject> sink) {
    if (isNow()) {
      fail();
    }
    store.list(prefix, sink);
  }

  @Override
  public void delete(String key) {
    boolean isNow = isNow();
    if (isNow && !isAfterwards) {
      fail();
    }
    store.delete(key);
    if (isNow) {
      fail();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
