package dev.sagas.cli.architecture.bad.doctor;

import dev.sagas.audit.AuditReport;

/** The doctor must not use what audits. */
public record BadDoctor(AuditReport report) {}
