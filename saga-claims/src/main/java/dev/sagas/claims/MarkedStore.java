package dev.sagas.claims;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A store of large values that is recognised by an object of its own, {@value #KEY}.
 *
 * <ul>
 *   <li>The first writer of a store writes it, before any value. It is never deleted.
 *   <li>Without it, a folder that is not mounted, or a wrong address, would be a store that has
 *       lost everything: what is missing there is away, not lost, and nothing may be written.
 *   <li>May be used by several threads.
 * </ul>
 */
public final class MarkedStore {
  /** The key of the object. */
  public static final String KEY = "store.json";

  private static final byte[] CONTENT =
      "{\"holds\":\"large values of sagas\"}\n".getBytes(StandardCharsets.UTF_8);

  private final ObjectStore objects;
  private final boolean mayCreate;
  private volatile boolean isKnown;
  private volatile boolean isMissed;

  /**
   * Over these objects.
   *
   * @param mayCreate whether a store without the object is taken for a new one
   */
  MarkedStore(ObjectStore objects, boolean mayCreate) {
    this.objects = objects;
    this.mayCreate = mayCreate;
  }

  /** The objects themselves. */
  ObjectStore objects() {
    return objects;
  }

  /**
   * To be called before a value is written.
   *
   * @throws ObjectStoreException if this is not the store that was used before
   */
  void beforeWriting() {
    if (isKnown || !mayCreate) {
      requireNow();
    } else {
      boolean unusedIfThere = objects.putIfAbsent(KEY, ObjectContent.of(CONTENT));
    }
    isKnown = true;
  }

  /**
   * To be called before something is said to be missing.
   *
   * @param wasStored whether it is known to have been stored, so that the store is in use
   * @throws ObjectStoreException if the store is not the one in which it must be
   */
  void beforeMissing(boolean wasStored) {
    if (wasStored || isKnown || !mayCreate) {
      requireNow();
    }
  }

  private void requireNow() {
    isMissed = true;
    require(objects);
    isMissed = false;
  }

  /**
   * A cheap call that fails while the store is away, also in the way in which it was last missed.
   *
   * @throws ObjectStoreException if it is
   */
  void probe() {
    if (!isMarked(objects) && isMissed) {
      require(objects);
    }
    isMissed = false;
  }

  /** Whether these are the objects of a store of large values. */
  public static boolean isMarked(ObjectStore objects) {
    return exists(objects, KEY);
  }

  static boolean exists(ObjectStore objects, String key) {
    Optional<InputStream> found = objects.get(key);
    if (found.isEmpty()) {
      return false;
    }
    try {
      found.get().close();
      return true;
    } catch (IOException e) {
      throw new ObjectStoreException("Expected to close %s of %s".formatted(key, objects), e);
    }
  }

  /**
   * Checks it.
   *
   * @throws ObjectStoreException if it is none
   */
  public static void require(ObjectStore objects) {
    if (!isMarked(objects)) {
      throw new ObjectStoreException(
          """
          Expected %s to have %s, which every store of large values has: its folder may not be \
          mounted, or its address be wrong\
          """
              .formatted(objects, KEY));
    }
  }

  @Override
  public String toString() {
    return objects.toString();
  }
}
