package dev.sagas.operate.deadletters;

/**
 * A letter was discarded.
 *
 * @param by who did, and why: {@code actor: reason}
 * @param atMs when, epoch ms
 */
public record Discard(String by, long atMs) {}
