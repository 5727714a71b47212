package dev.sagas.operate.records;

import java.util.OptionalLong;

/**
 * An instance took over a partition.
 *
 * @param instance how it names itself
 * @param readyMs when its inputs were processed again, epoch ms
 * @param records how many records of changelogs were read for it
 * @param liveSagas how many sagas it had; empty if they were not counted
 * @param durationMs how long it took
 */
public record Recovery(
    String instance,
    int partition,
    long readyMs,
    long records,
    OptionalLong liveSagas,
    long durationMs) {}
