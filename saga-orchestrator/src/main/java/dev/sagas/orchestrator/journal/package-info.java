/**
 * Reads the journal: audit, history of one saga, timelines.
 *
 * <p>For operators' tools. {@link dev.sagas.orchestrator.journal.Audit} and {@link
 * dev.sagas.orchestrator.journal.SagaHistory} read Kafka; the checks themselves are pure. Uses
 * {@code core}, {@code wire}, {@code serde} and Kafka's clients.
 */
@NullMarked
package dev.sagas.orchestrator.journal;

import org.jspecify.annotations.NullMarked;
