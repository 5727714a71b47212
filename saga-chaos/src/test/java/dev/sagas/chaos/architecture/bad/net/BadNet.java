package dev.sagas.chaos.architecture.bad.net;

import dev.sagas.audit.AuditReport;

final class BadNet {
  private BadNet() {}

  static AuditReport audit(AuditReport report) {
    return report;
  }
}
