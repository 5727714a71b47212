package dev.sagas.chaos.architecture.bad.load;

import dev.sagas.audit.AuditReport;

final class BadLoad {
  private BadLoad() {}

  static AuditReport audit(AuditReport report) {
    return report;
  }
}
