package dev.sagas.engine.journal;

/**
 * Where a partition of the journal begins.
 *
 * @param offset of its first record; more than 0 if others have expired
 * @param read false if the partition was not read at all
 */
record JournalBegin(int partition, long offset, boolean read) {
  /** What a message about something missing adds. */
  String hint() {
    if (!read) {
      return " (it belongs to partition " + partition + ", which was not read)";
    }
    return offset == 0
        ? ""
        : " (partition %s of the journal begins at offset %s, what came before has expired)"
            .formatted(partition, offset);
  }
}
