package dev.sagas.archive.format;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.objects.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An archive in a store: its identity and the manifests, each read once.
 *
 * <ul>
 *   <li>Manifests are checked as they are read: numbers without a gap, hashes that chain, stretches
 *       that join.
 * </ul>
 */
public final class StoredArchive {
  private static final int MAX_TEXT_BYTES = 64 << 10;

  private final ObjectStore store;
  private final ArchiveIdentity identity;
  private final ArchiveLayout layout;
  private final Map<Integer, List<ManifestEntry>> manifests = new HashMap<>();

  private StoredArchive(ObjectStore store, ArchiveIdentity identity) {
    this.store = store;
    this.identity = identity;
    this.layout = new ArchiveLayout(identity.topic());
  }

  /** The archive of the topic; empty if the store has none. */
  public static Optional<StoredArchive> find(ObjectStore store, String topic) {
    String key = new ArchiveLayout(topic).identity();
    return text(store, key).map(text -> new StoredArchive(store, ArchiveIdentity.parse(text, key)));
  }

  /**
   * The archive of this journal; created if there is none.
   *
   * @throws ArchiveException if the store has an archive of another journal under the topic's name,
   *     or overwrites objects
   */
  public static StoredArchive openOrCreate(ObjectStore store, ArchiveIdentity identity) {
    find(store, identity.topic()).ifPresent(archive -> archive.requireOf(identity));
    String key = new ArchiveLayout(identity.topic()).identity();
    store.putIfAbsent(key, content(identity.json()));
    if (store.putIfAbsent(key, content(identity.json()))) {
      throw new ArchiveException(
          """
          Expected %s to refuse a second object under the key of the first, but it does not: two \
          runs at once would damage the archive; it must support If-None-Match on PUT\
          """
              .formatted(store));
    }
    StoredArchive archive =
        find(store, identity.topic())
            .orElseThrow(() -> new ArchiveException("Expected what was just written to " + store));
    archive.requireOf(identity);
    return archive;
  }

  /** The same, but an archive that is not there is only taken for an empty one. */
  public static StoredArchive findOrPretend(ObjectStore store, ArchiveIdentity identity) {
    StoredArchive archive =
        find(store, identity.topic()).orElseGet(() -> new StoredArchive(store, identity));
    archive.requireOf(identity);
    return archive;
  }

  static ObjectContent content(String text) {
    return ObjectContent.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses another journal. */
  public void requireOf(ArchiveIdentity journal) {
    if (!identity.equals(journal)) {
      throw new ArchiveException(
          """
          Expected the archive of %s in %s to be of this journal, %s, but it is of %s: the topic \
          was created again or is on another cluster; use another address\
          """
              .formatted(journal.topic(), store, journal, identity));
    }
  }

  public ArchiveIdentity identity() {
    return identity;
  }

  public ObjectStore store() {
    return store;
  }

  /** The partitions that have entries, in their order. */
  public List<Integer> partitions() {
    List<Integer> found = new ArrayList<>();
    store.list(
        layout.manifests(),
        object ->
            layout
                .numbered(object.key())
                .map(ArchiveLayout.Numbered::partition)
                .filter(partition -> !found.contains(partition))
                .ifPresent(found::add));
    return found;
  }

  /**
   * A partition's manifest, the oldest entry first.
   *
   * @throws ArchiveException at the first entry that is missing, changed or does not chain
   */
  public List<ManifestEntry> entries(int partition) {
    return manifests.computeIfAbsent(partition, this::read);
  }

  private List<ManifestEntry> read(int partition) {
    List<StoredObject> listed = new ArrayList<>();
    store.list(layout.manifests(partition), listed::add);
    // Each is a request of its own to the store.
    List<String> texts =
        listed.parallelStream().map(object -> text(store, object.key()).orElse("")).toList();
    ManifestChain chain = new ManifestChain(identity, partition);
    for (int i = 0; i < texts.size(); i++) {
      chain.add(ManifestEntry.parse(texts.get(i), listed.get(i).key()), listed.get(i).key());
    }
    return chain.entries();
  }

  /** Forgets what was read, so that the next question reads again. */
  public void refresh() {
    manifests.clear();
  }

  /** Reads a small object as text. */
  public static Optional<String> text(ObjectStore store, String key) {
    Optional<InputStream> found = store.get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = found.get()) {
      return Optional.of(new String(in.readNBytes(MAX_TEXT_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ObjectStoreException(
          "Expected to read %s in %s, but %s".formatted(key, store, e), e);
    }
  }
}
