package dev.sagas.operate.architecture.bad.audit;

import dev.sagas.operate.architecture.bad.doctor.BadDoctor;

/** The audit must not depend on the doctor. */
public record BadAudit(BadDoctor doctor) {}
