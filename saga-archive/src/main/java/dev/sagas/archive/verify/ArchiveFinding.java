package dev.sagas.archive.verify;

/**
 * Damage to an archive.
 *
 * @param key of the object in the store
 * @param message what was expected, and what was found
 */
public record ArchiveFinding(ArchiveFault fault, String key, String message) {}
