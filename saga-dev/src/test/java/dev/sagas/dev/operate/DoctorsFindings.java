package dev.sagas.dev.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads what the doctor printed as JSON. */
final class DoctorsFindings {
  private DoctorsFindings() {}

  static List<String> codes(JsonNode diagnosis) {
    return values(diagnosis, "code").stream().filter(code -> !code.equals("null")).toList();
  }

  static List<String> values(JsonNode diagnosis, String field) {
    return StreamSupport.stream(diagnosis.get("findings").spliterator(), false)
        .map(finding -> finding.get(field).asText())
        .toList();
  }

  static String messages(JsonNode diagnosis, String check, String severity) {
    StringBuilder messages = new StringBuilder();
    for (JsonNode finding : diagnosis.get("findings")) {
      if (finding.get("check").asText().equals(check)
          && finding.get("severity").asText().equals(severity)) {
        messages.append(finding.get("message").asText()).append('\n');
      }
    }
    return messages.toString();
  }
}
