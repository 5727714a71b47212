package dev.sagas.operate.architecture.bad.action;

import dev.sagas.operate.architecture.bad.audit.BadAudit;

/** An action must not depend on the audit. */
public record BadAction(BadAudit audit) {}
