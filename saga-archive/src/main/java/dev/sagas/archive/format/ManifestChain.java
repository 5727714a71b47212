package dev.sagas.archive.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A partition's manifest as it grows: each entry must follow the one before. */
public final class ManifestChain {
  private final ArchiveIdentity archive;
  private final int partition;
  private final List<ManifestEntry> entries = new ArrayList<>();

  /** The empty manifest of a partition. */
  public ManifestChain(ArchiveIdentity archive, int partition) {
    this.archive = archive;
    this.partition = partition;
  }

  /** What does not fit between the last entry and this one. */
  public enum Break {
    /** Entries are missing, or this one is not of the partition. */
    NUMBER,
    /** It does not name the hash of the one before. */
    HASH,
    /** Its stretch does not begin where the one before ends. */
    OFFSET
  }

  /** Compares without adding; empty if the entry fits. */
  public Optional<Break> breakBefore(ManifestEntry next) {
    long number = entries.isEmpty() ? 1 : last().stretch().number() + 1;
    Stretch stretch = next.stretch();
    if (stretch.number() != number || stretch.partition() != partition) {
      return Optional.of(Break.NUMBER);
    }
    if (!next.previous().equals(head())) {
      return Optional.of(Break.HASH);
    }
    boolean joins = entries.isEmpty() || last().stretch().nextOffset() == stretch.firstOffset();
    boolean isForward = stretch.nextOffset() > stretch.firstOffset();
    return joins && isForward ? Optional.empty() : Optional.of(Break.OFFSET);
  }

  /** Adds an entry, whether it fits or not. */
  public void append(ManifestEntry next) {
    entries.add(next);
  }

  void add(ManifestEntry next, String key) {
    Optional<Break> found = breakBefore(next);
    if (found.isPresent()) {
      throw new ArchiveException(
          "Expected %s to follow %s, but its %s does not: see saga archive verify"
              .formatted(
                  key,
                  entries.isEmpty()
                      ? "the archive's beginning"
                      : "segment " + last().stretch().number(),
                  found.get()));
    }
    append(next);
  }

  private ManifestEntry last() {
    return entries.get(entries.size() - 1);
  }

  /** The hash that the next entry names as the one before. */
  public String head() {
    return entries.isEmpty() ? archive.hash() : last().hash();
  }

  /** The entries so far. */
  public List<ManifestEntry> entries() {
    return List.copyOf(entries);
  }
}
