/**
 * The history checker: decides from what a deployment left behind whether it kept the promises of
 * the wire protocol.
 *
 * <p>The entry is {@link dev.sagas.dev.checker.HistoryChecker}; its input is an {@link
 * dev.sagas.dev.checker.ObservedHistory}, which holds the committed records of the topics, read by
 * {@link dev.sagas.dev.checker.HistoryReader}, and the effects found in the databases of the
 * participants. For developers who inject faults. It knows only what {@code
 * docs/reference/protocol.md} and {@code docs/reference/integrity.md} say: it may use the
 * protocol's names and schemas, the registry's client, Avro's generic records and Kafka's consumer,
 * but neither the engine nor the audit, so that a fault of theirs cannot hide itself. All but the
 * reader is pure: no Kafka, no clock.
 */
@NullMarked
package dev.sagas.dev.checker;

import org.jspecify.annotations.NullMarked;
