package dev.sagas.cli.architecture.bad.saga;

import dev.sagas.audit.AuditReport;

/** Inspecting must not use what audits. */
public record BadList(AuditReport report) {}
