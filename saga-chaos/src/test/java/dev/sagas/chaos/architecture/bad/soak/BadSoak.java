package dev.sagas.chaos.architecture.bad.soak;

import dev.sagas.audit.AuditReport;

final class BadSoak {
  private BadSoak() {}

  static AuditReport audit(AuditReport report) {
    return report;
  }
}
