/**
 * Runs the trip of {@code saga bench} on LittleHorse: its server and a broker in processes of their
 * own, its task workers in this one. Entry is {@link
 * dev.sagas.comparison.littlehorse.LittleHorseComparison}.
 */
@NullMarked
package dev.sagas.comparison.littlehorse;

import org.jspecify.annotations.NullMarked;
