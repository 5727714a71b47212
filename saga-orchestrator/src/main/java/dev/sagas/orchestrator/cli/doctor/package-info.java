/**
 * {@code saga doctor}.
 *
 * <p>The entry is {@link dev.sagas.orchestrator.cli.doctor.DoctorCommand}. For operators at a
 * shell. May use {@code cli.shared} and {@code dev.sagas.operate}.
 */
@NullMarked
package dev.sagas.orchestrator.cli.doctor;

import org.jspecify.annotations.NullMarked;
