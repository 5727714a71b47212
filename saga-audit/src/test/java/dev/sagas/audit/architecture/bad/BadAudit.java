package dev.sagas.audit.architecture.bad;

import dev.sagas.operate.doctor.Diagnosis;

/** The audit must not depend on the doctor. */
public record BadAudit(Diagnosis diagnosis) {}
