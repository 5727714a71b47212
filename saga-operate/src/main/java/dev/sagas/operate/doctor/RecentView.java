package dev.sagas.operate.doctor;

import java.util.Map;
import java.util.Set;

/**
 * Recent dead letters and takeovers.
 *
 * @param deadLetters of the last 24 hours, how many by code
 * @param takeovers of the last hour, how many by partition
 * @param missingVersions as {@code type version n}, those with live sagas that an instance did not
 *     have when it took over a partition that it has now
 */
record RecentView(
    Reading<Map<String, Long>> deadLetters,
    Reading<Map<String, Long>> takeovers,
    Reading<Set<String>> missingVersions) {}
