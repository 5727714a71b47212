/**
 * {@code saga doctor}.
 *
 * <p>The entry is {@link dev.sagas.cli.doctor.DoctorCommand}. For operators at a shell. May use
 * {@code cli.shared} and {@code dev.sagas.operate}.
 */
@NullMarked
package dev.sagas.cli.doctor;

import org.jspecify.annotations.NullMarked;
