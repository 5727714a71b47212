package dev.sagas.archive.format;

import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;

/** What a segment's file says of itself in its header. */
final class SegmentMetadata {
  private static final String TOPIC = "saga.topic";
  private static final String TOPIC_ID = "saga.topic.id";
  private static final String PARTITION = "saga.partition";
  private static final String NUMBER = "saga.segment";
  private static final String FIRST_OFFSET = "saga.first.offset";

  private SegmentMetadata() {}

  static void write(DataFileWriter<?> writer, ArchiveIdentity archive, SegmentWriter.Start start) {
    writer.setMeta(TOPIC, archive.topic());
    writer.setMeta(TOPIC_ID, archive.topicId());
    writer.setMeta(PARTITION, start.partition());
    writer.setMeta(NUMBER, start.number());
    writer.setMeta(FIRST_OFFSET, start.firstOffset());
  }

  /** Refuses a file that is another segment than its manifest's entry says. */
  static void require(DataFileStream<?> file, ArchiveIdentity archive, ManifestEntry entry) {
    String expected =
        describe(
            archive.topicId(),
            entry.stretch().partition(),
            entry.stretch().number(),
            entry.stretch().firstOffset());
    String found =
        describe(
            file.getMetaString(TOPIC_ID),
            file.getMetaLong(PARTITION),
            file.getMetaLong(NUMBER),
            file.getMetaLong(FIRST_OFFSET));
    if (!found.equals(expected)) {
      throw new ArchiveException(
          "Expected %s to be of %s, but it is of %s"
              .formatted(entry.file().key(), expected, found));
    }
  }

  private static String describe(String topicId, long partition, long number, long firstOffset) {
    return "topic id %s, partition %s, segment %s, first offset %s"
        .formatted(topicId, partition, number, firstOffset);
  }
}
