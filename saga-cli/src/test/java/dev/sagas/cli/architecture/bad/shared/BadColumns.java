package dev.sagas.cli.architecture.bad.shared;

import dev.sagas.operate.doctor.DoctorConfig;

/** What all commands share must not know what one of them does. */
public record BadColumns(DoctorConfig config) {}
