/**
 * Tests of a saga definition: the saga runs in memory, on the real engine and the real encoding, in
 * virtual time, against scripted participants.
 *
 * <p>For authors of sagas; {@code docs/guides/testing.md} shows how. Begin with {@link
 * dev.sagas.testkit.author.SagaTestKit}; {@link dev.sagas.testkit.author.ReplayedHistory} replays
 * sagas that ran elsewhere. Uses the definition, the orchestrator's core, wire, definitions and
 * journal, and, if present, JUnit.
 */
@NullMarked
package dev.sagas.testkit.author;

import org.jspecify.annotations.NullMarked;
