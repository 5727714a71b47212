package dev.sagas.objects;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Objects by key: written once, read, listed and deleted.
 *
 * <ul>
 *   <li>A key is names joined by slashes; each begins with a letter or digit and has only letters,
 *       digits, dots, hyphens and underscores of ASCII, at most 200. Others are an {@link
 *       IllegalArgumentException}.
 *   <li>An object is there completely or not at all, also after a crash of writer or store. What a
 *       method has returned is durable.
 *   <li>All methods may be called from several threads. All throw {@link ObjectStoreException} if
 *       the store cannot be reached or refuses; whether a change took effect is then unknown, and
 *       it can be tried again.
 * </ul>
 */
public interface ObjectStore extends AutoCloseable {
  /**
   * Writes an object unless there is one under its key.
   *
   * @return whether it was written; false leaves the existing object as it is, which may be this
   *     one, if the store's answer was lost and the request repeated
   */
  boolean putIfAbsent(String key, ObjectContent content);

  /** The object's bytes, to be closed by the caller; empty if there is none. */
  Optional<InputStream> get(String key);

  /** Passes on all objects whose key begins with {@code prefix}, by key in the order of ASCII. */
  void list(String prefix, Consumer<StoredObject> sink);

  /** Deletes an object; nothing happens if there is none. */
  void delete(String key);

  /** Where it is, for people: without credentials. */
  @Override
  String toString();

  @Override
  void close();
}
