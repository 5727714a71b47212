package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.doctor.Diagnosis;
import dev.sagas.operate.doctor.Finding;
import dev.sagas.operate.doctor.Severity;
import java.util.Locale;

/** Writes a diagnosis for programs; described in {@code docs/operating/doctor.md}. */
public final class DoctorJson {
  private DoctorJson() {}

  /** The JSON of a diagnosis. */
  public static ObjectNode node(Diagnosis diagnosis) {
    ObjectNode json = Json.object();
    json.put("healthy", diagnosis.isHealthy());
    json.put("problems", diagnosis.count(Severity.PROBLEM));
    json.put("warnings", diagnosis.count(Severity.WARNING));
    json.put("notChecked", diagnosis.count(Severity.NOT_CHECKED));
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : diagnosis.findings()) {
      ObjectNode node = findings.addObject();
      node.put("check", word(finding.check()));
      node.put("severity", word(finding.severity()));
      Json.put(node, "code", finding.code());
      node.put("subject", finding.subject());
      node.put("message", finding.message());
      node.put("advice", finding.advice());
    }
    return json;
  }

  /** An enum's constant in words. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
