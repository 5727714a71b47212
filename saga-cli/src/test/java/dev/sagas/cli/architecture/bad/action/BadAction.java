package dev.sagas.cli.architecture.bad.action;

import dev.sagas.audit.AuditReport;

/** Acting must not use what audits. */
public record BadAction(AuditReport report) {}
