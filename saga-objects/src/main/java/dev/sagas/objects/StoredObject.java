package dev.sagas.objects;

/**
 * An object in a list.
 *
 * @param bytes its length
 */
public record StoredObject(String key, long bytes) {}
