package dev.sagas.cli.architecture.bad.definitions;

import dev.sagas.audit.AuditReport;

/** Checking definitions must not use what audits. */
public record BadCheck(AuditReport report) {}
