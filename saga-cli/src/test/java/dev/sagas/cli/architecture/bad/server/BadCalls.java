package dev.sagas.cli.architecture.bad.server;

import dev.sagas.audit.AuditReport;

/** Asking the orchestrators must not use what audits. */
public record BadCalls(AuditReport report) {}
