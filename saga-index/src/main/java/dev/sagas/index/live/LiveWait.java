package dev.sagas.index.live;

import java.util.OptionalLong;

/**
 * One reason why a saga waits.
 *
 * @param key what it waits for
 * @param attempt the newest attempt of the step; 0 if it has none
 * @param sinceMs epoch ms
 * @param untilMs when it ends by itself, epoch ms; empty if it does not
 */
public record LiveWait(WaitKey key, int attempt, long sinceMs, OptionalLong untilMs) {}
