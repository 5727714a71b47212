package dev.sagas.archive.verify;

import dev.sagas.archive.format.ArchiveException;
import dev.sagas.archive.format.ArchiveLayout;
import dev.sagas.archive.format.ManifestChain;
import dev.sagas.archive.format.ManifestEntry;
import dev.sagas.archive.format.SegmentDamage;
import dev.sagas.archive.format.SegmentRecords;
import dev.sagas.archive.format.StoredArchive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Reads an archive completely and names everything that is not as it was sealed.
 *
 * <ul>
 *   <li>Changes nothing. Memory does not grow with the archive's records.
 *   <li>Continues after damage: each finding is named by itself.
 *   <li>An archive that was rewritten as a whole, with new hashes, or whose newest segments were
 *       removed, is whole by itself. Only a head that was kept elsewhere shows it.
 * </ul>
 */
public final class ArchiveVerifier {
  private final StoredArchive archive;
  private final ArchiveLayout layout;
  private final LongConsumer progress;
  private final List<ArchiveFinding> findings = new ArrayList<>();
  private final Map<String, ManifestEntry> byDigest = new HashMap<>();
  private final Set<String> listed = new HashSet<>();
  private final Set<ArchiveLayout.Numbered> unreadable = new HashSet<>();
  private final Set<String> heads = new HashSet<>();
  private long segments;
  private long records;

  private ArchiveVerifier(StoredArchive archive, LongConsumer progress) {
    this.archive = archive;
    this.layout = new ArchiveLayout(archive.identity().topic());
    this.progress = progress;
  }

  /**
   * Verifies.
   *
   * @param keptHeads hashes that the manifests must have, such as the heads of an earlier run
   * @param progress gets the number of segments that were read
   */
  public static VerifyReport run(
      StoredArchive archive, Set<String> keptHeads, LongConsumer progress) {
    return new ArchiveVerifier(archive, progress).run(keptHeads);
  }

  private VerifyReport run(Set<String> keptHeads) {
    List<VerifyReport.PartitionEnd> ends = new ArrayList<>();
    manifestKeys()
        .forEach(
            (partition, keys) -> {
              ManifestChain chain = chain(partition, keys);
              chain.entries().forEach(this::segment);
              long next =
                  chain.entries().stream()
                      .mapToLong(entry -> entry.stretch().nextOffset())
                      .max()
                      .orElse(0);
              ends.add(new VerifyReport.PartitionEnd(partition, next, chain.head()));
            });
    unlisted();
    for (String head : keptHeads) {
      if (!heads.contains(head)) {
        find(
            ArchiveFault.HEAD_MISSING,
            layout.manifests(),
            "Expected an entry with hash %s, but there is none".formatted(head));
      }
    }
    return new VerifyReport(segments, records, ends, findings);
  }

  private Map<Integer, List<String>> manifestKeys() {
    Map<Integer, List<String>> keys = new TreeMap<>();
    archive
        .store()
        .list(
            layout.manifests(),
            object ->
                layout
                    .numbered(object.key())
                    .ifPresent(
                        numbered ->
                            keys.computeIfAbsent(numbered.partition(), key -> new ArrayList<>())
                                .add(object.key())));
    return keys;
  }

  private ManifestChain chain(int partition, List<String> keys) {
    ManifestChain chain = new ManifestChain(archive.identity(), partition);
    boolean isAfterUnreadable = false;
    for (String key : keys) {
      Optional<ManifestEntry> entry = entry(key);
      if (entry.isEmpty()) {
        isAfterUnreadable = true;
        layout.numbered(key).ifPresent(unreadable::add);
        continue;
      }
      if (!isAfterUnreadable) {
        chain.breakBefore(entry.get()).ifPresent(found -> broken(found, key, entry.get()));
      }
      isAfterUnreadable = false;
      chain.append(entry.get());
      heads.add(entry.get().hash());
    }
    return chain;
  }

  private Optional<ManifestEntry> entry(String key) {
    try {
      String text = StoredArchive.text(archive.store(), key).orElse("");
      return Optional.of(ManifestEntry.parse(text, key));
    } catch (ArchiveException e) {
      find(ArchiveFault.MANIFEST_CHANGED, key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void broken(ManifestChain.Break found, String key, ManifestEntry entry) {
    switch (found) {
      case NUMBER ->
          find(
              ArchiveFault.MANIFEST_MISSING,
              key,
              "Expected the entry before segment %s of partition %s, but it is missing"
                  .formatted(entry.stretch().number(), entry.stretch().partition()));
      case HASH ->
          find(
              ArchiveFault.CHAIN_BROKEN,
              key,
              "Expected the hash of the entry before, but found " + entry.previous());
      case OFFSET ->
          find(
              ArchiveFault.OFFSETS_BROKEN,
              key,
              "Expected to begin where the segment before ends, but begins at "
                  + entry.stretch().firstOffset());
    }
  }

  private void segment(ManifestEntry entry) {
    String key = entry.file().key();
    listed.add(key);
    segments++;
    progress.accept(segments);
    ManifestEntry same = byDigest.putIfAbsent(entry.file().sha256(), entry);
    if (same != null) {
      find(
          ArchiveFault.SEGMENT_DOUBLED,
          key,
          "Expected each segment once, but segment %s of partition %s has the same content"
              .formatted(same.stretch().number(), same.stretch().partition()));
    }
    try (SegmentRecords segment = SegmentRecords.open(archive.store(), archive.identity(), entry)) {
      while (segment.next().isPresent()) {
        records++;
      }
    } catch (SegmentDamage e) {
      find(fault(e), key, String.valueOf(e.getMessage()));
    } catch (ArchiveException e) {
      find(ArchiveFault.RECORDS_DIFFER, key, String.valueOf(e.getMessage()));
    }
  }

  private static ArchiveFault fault(SegmentDamage damage) {
    return switch (damage.fault()) {
      case MISSING -> ArchiveFault.SEGMENT_MISSING;
      case TRUNCATED -> ArchiveFault.SEGMENT_TRUNCATED;
      case CHANGED -> ArchiveFault.SEGMENT_CHANGED;
    };
  }

  private void unlisted() {
    archive
        .store()
        .list(
            layout.segments(),
            object -> {
              boolean isKnown =
                  listed.contains(object.key())
                      || layout.numbered(object.key()).filter(unreadable::contains).isPresent();
              if (!isKnown) {
                find(
                    ArchiveFault.SEGMENT_UNLISTED,
                    object.key(),
                    "Expected an entry of the manifest that names it, but there is none: a run may"
                        + " have been killed, or works just now");
              }
            });
  }

  private void find(ArchiveFault fault, String key, String message) {
    findings.add(new ArchiveFinding(fault, key, message));
  }
}
