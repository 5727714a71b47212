package dev.sagas.chaos.architecture.bad.fault;

import dev.sagas.audit.AuditReport;

final class BadFault {
  private BadFault() {}

  static AuditReport audit(AuditReport report) {
    return report;
  }
}
