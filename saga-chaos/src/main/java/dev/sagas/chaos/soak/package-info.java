/**
 * Whether the processes of a cluster need more and more of something.
 *
 * <p>{@link dev.sagas.chaos.soak.ResourceSampler} reads what each process uses from {@code /proc}
 * and its directory, and {@link dev.sagas.chaos.soak.GrowthRule} decides whether it grows. For
 * readers who want to know what is measured and what is allowed. Uses the cluster.
 *
 * <p>The slope is the median of all slopes between two points (Theil and Sen): peaks, and what a
 * garbage collection does, hardly move it. Own code, because it is a few lines.
 */
@NullMarked
package dev.sagas.chaos.soak;

import org.jspecify.annotations.NullMarked;
