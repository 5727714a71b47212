/**
 * Examines a deployment and says what is wrong with it: pure checks over a snapshot, and the shell
 * that takes the snapshot.
 *
 * <p>For engine developers. Uses ports of {@code streams}, {@code journal} and {@code operate}, not
 * their internals. Checks do not use Kafka's clients; only {@code *Reader} classes and {@link
 * dev.sagas.orchestrator.doctor.Doctor} do.
 */
@NullMarked
package dev.sagas.orchestrator.doctor;

import org.jspecify.annotations.NullMarked;
