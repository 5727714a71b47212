package dev.sagas.cli.architecture.bad.topics;

import dev.sagas.audit.AuditReport;

/** Listing topics must not use what audits. */
public record BadTopicList(AuditReport report) {}
