/**
 * The code of the tutorial, {@code docs/tutorial.md}: a concert booking, first with two steps, then
 * with an approval and steps in parallel.
 *
 * <p>For readers of the tutorial, which shows it piece by piece. Uses the API, the embedded
 * platform of the testkit, and of the samples only {@code service}.
 */
@NullMarked
package dev.sagas.samples.tutorial;

import org.jspecify.annotations.NullMarked;
