/**
 * Tests of a saga definition: the saga runs in memory, on the real engine and the real encoding, in
 * virtual time, against scripted participants.
 *
 * <p>The entries are {@link dev.sagas.testkit.SagaTestKit} and {@link
 * dev.sagas.testkit.ReplayedHistory}, which replays sagas that ran elsewhere; {@code
 * docs/guides/testing.md} shows how. For authors of sagas. May use the definition language, the
 * engine and, if present, JUnit.
 */
@NullMarked
package dev.sagas.testkit;

import org.jspecify.annotations.NullMarked;
