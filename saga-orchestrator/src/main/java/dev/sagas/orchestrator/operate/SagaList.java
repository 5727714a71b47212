package dev.sagas.orchestrator.operate;

import java.util.List;

/**
 * Sagas, those that wait longest first.
 *
 * @param rows those of the sagas that match which wait longest
 * @param matched how many match in all
 * @param unreadable how many checkpoints do not match their digest; the audit names them
 */
public record SagaList(List<SagaRow> rows, long matched, long unreadable) {
  public SagaList {
    rows = List.copyOf(rows);
  }
}
