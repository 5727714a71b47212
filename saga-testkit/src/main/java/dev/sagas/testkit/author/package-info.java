/**
 * Tests of a saga definition: the saga runs in memory, on the real engine and the real encoding, in
 * virtual time, against participants that do what the test says.
 *
 * <p>For authors of sagas; {@code docs/guides/testing.md} shows how. Begin with {@link
 * dev.sagas.testkit.author.SagaTestKit}; {@link dev.sagas.testkit.author.ReplayedHistory} decides
 * sagas that ran elsewhere again. Uses the definition, the orchestrator's core, wire, definitions
 * and journal, and, where it is there, JUnit.
 */
@NullMarked
package dev.sagas.testkit.author;

import org.jspecify.annotations.NullMarked;
