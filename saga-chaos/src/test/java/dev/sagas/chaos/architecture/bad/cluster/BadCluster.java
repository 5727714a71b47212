package dev.sagas.chaos.architecture.bad.cluster;

import dev.sagas.audit.AuditReport;

final class BadCluster {
  private BadCluster() {}

  static AuditReport audit(AuditReport report) {
    return report;
  }
}
