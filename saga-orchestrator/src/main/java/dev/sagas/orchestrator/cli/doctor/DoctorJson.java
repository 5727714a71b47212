package dev.sagas.orchestrator.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.doctor.Diagnosis;
import dev.sagas.operate.doctor.Finding;
import dev.sagas.operate.doctor.Severity;
import dev.sagas.orchestrator.cli.shared.Json;

/** Writes a diagnosis for programs; described in {@code docs/operating/doctor.md}. */
final class DoctorJson {
  private DoctorJson() {}

  static String of(Diagnosis diagnosis) {
    ObjectNode json = Json.object();
    json.put("healthy", diagnosis.isHealthy());
    json.put("problems", diagnosis.count(Severity.PROBLEM));
    json.put("warnings", diagnosis.count(Severity.WARNING));
    json.put("notChecked", diagnosis.count(Severity.NOT_CHECKED));
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : diagnosis.findings()) {
      ObjectNode node = findings.addObject();
      node.put("check", DoctorTable.word(finding.check()));
      node.put("severity", DoctorTable.word(finding.severity()));
      Json.put(node, "code", finding.code());
      node.put("subject", finding.subject());
      node.put("message", finding.message());
      node.put("advice", finding.advice());
    }
    return Json.text(json);
  }
}
