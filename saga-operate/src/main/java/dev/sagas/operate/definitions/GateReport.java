package dev.sagas.operate.definitions;

import dev.sagas.protocol.SagaType;
import java.util.List;

/**
 * What was examined of a version before an instance deployed it.
 *
 * @param checkedAtMs epoch ms
 */
public record GateReport(SagaType type, int version, long checkedAtMs, List<GateCheck> checks) {
  public GateReport {
    checks = List.copyOf(checks);
  }
}
