package dev.sagas.operate.doctor;

import java.util.List;
import java.util.TreeSet;

/** The store of large values, if the settings name one, and the inputs that are held. */
final class ClaimChecks {
  private static final String STORE = "store";

  private ClaimChecks() {}

  static List<Finding> of(Snapshot snapshot) {
    return snapshot
        .claims()
        .map(
            ClaimChecks::of,
            why -> List.of(Finding.notChecked(DoctorCheck.LARGE_VALUES, STORE, why)));
  }

  private static List<Finding> of(ClaimView claims) {
    Findings findings = new Findings(DoctorCheck.LARGE_VALUES);
    claims
        .whyAway()
        .ifPresent(
            why ->
                findings.add(
                    FindingCode.CLAIM_STORE_AWAY,
                    STORE,
                    "the store of large values to answer",
                    why));
    TreeSet<String> held = new TreeSet<>(claims.held().bySaga().keySet());
    if (!held.isEmpty()) {
      findings.add(
          FindingCode.INPUTS_HELD,
          "inputs",
          "no input to be held",
          "those of %s sagas are, such as %s".formatted(held.size(), held.first()));
    }
    return findings.orOk(
        STORE,
        claims.named() ? "It answers, and no input is held" : "None is named; no input is held");
  }
}
