package dev.sagas.archive.format;

/**
 * A segment's object in the store.
 *
 * @param key below the topic's folder
 * @param bytes its length
 * @param sha256 of its bytes, in hexadecimal digits
 */
public record SegmentFile(String key, long bytes, String sha256) {}
