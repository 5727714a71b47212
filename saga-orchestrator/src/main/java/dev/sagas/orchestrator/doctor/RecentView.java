package dev.sagas.orchestrator.doctor;

import java.util.Map;

/**
 * What happened of late.
 *
 * @param deadLetters of the last 24 hours, how many by code
 * @param takeovers of the last hour, how many by partition
 */
record RecentView(Look<Map<String, Long>> deadLetters, Look<Map<String, Long>> takeovers) {}
