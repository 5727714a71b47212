package dev.sagas.cli.architecture.bad.deadletters;

import dev.sagas.audit.AuditReport;

/** Dead letters must not use what audits. */
public record BadLetters(AuditReport report) {}
