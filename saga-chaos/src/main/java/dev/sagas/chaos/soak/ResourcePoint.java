package dev.sagas.chaos.soak;

/**
 * How much was used at some moment.
 *
 * @param atMs of a clock that never steps
 * @param value in the unit of its {@link ResourceKind}
 */
record ResourcePoint(long atMs, double value) {}
