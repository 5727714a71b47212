package dev.sagas.audit;

/**
 * Something that can no longer be proved, because records that would prove it have expired. Not a
 * violation.
 *
 * @param topic whose records have expired
 * @param count how many things this is about
 */
public record Unprovable(String topic, long count, String message) {}
