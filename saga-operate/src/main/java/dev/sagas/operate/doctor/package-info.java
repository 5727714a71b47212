/**
 * Examines a deployment and says what is wrong with it: pure checks over a snapshot, and the shell
 * that takes the snapshot.
 *
 * <p>The entry is {@link dev.sagas.operate.doctor.Doctor}; only it and the {@code *Reader} classes
 * use Kafka's clients. For the command line and HTTP. May use the engine, {@code query}, {@code
 * live} and {@code deadletters}.
 */
@NullMarked
package dev.sagas.operate.doctor;

import org.jspecify.annotations.NullMarked;
