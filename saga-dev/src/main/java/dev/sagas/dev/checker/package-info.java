/**
 * The history checker: decides from what a deployment left behind whether it kept the promises of
 * the wire protocol.
 *
 * <p>The entry is {@link dev.sagas.dev.checker.HistoryChecker}; its input is an {@link
 * dev.sagas.dev.checker.ObservedHistory}, which holds the committed records of the topics and the
 * effects found in the databases of the participants. For developers who inject faults. It knows
 * only what {@code docs/reference/protocol.md} and {@code docs/reference/integrity.md} say: it may
 * use the protocol's names and schemas and Avro's generic records, but neither the engine nor the
 * audit, so that a fault of theirs cannot hide itself. Pure: no Kafka, no clock.
 */
@NullMarked
package dev.sagas.dev.checker;

import org.jspecify.annotations.NullMarked;
