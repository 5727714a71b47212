package dev.sagas.operate.doctor;

import dev.sagas.engine.core.IncidentCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The live sagas: versions, incidents, checkpoints. */
final class SagaChecks {
  private SagaChecks() {}

  static List<Finding> of(Snapshot snapshot) {
    return snapshot
        .sagas()
        .live()
        .map(
            census -> of(census, snapshot),
            why -> List.of(Finding.notChecked(DoctorCheck.SAGAS, "sagas", why)));
  }

  private static List<Finding> of(SagaCensus census, Snapshot snapshot) {
    Findings findings = new Findings(DoctorCheck.SAGAS);
    if (census.unreadable() > 0) {
      findings.add(
          FindingCode.CHECKPOINT_DAMAGED,
          "checkpoints",
          "every checkpoint to match its digest",
          census.unreadable() + " do not");
    }
    census.byIncident().forEach((code, sagas) -> incident(code, sagas, findings));
    List<Finding> all = new ArrayList<>();
    Reading<Set<String>> published = snapshot.sagas().published();
    if (published.value().isEmpty()) {
      all.add(Finding.notChecked(DoctorCheck.SAGAS, "versions", published.whyNot()));
    } else {
      versions(census, published.value().get(), findings);
    }
    Reading<Set<String>> missing = snapshot.recent().missingVersions();
    if (missing.value().isEmpty()) {
      all.add(Finding.notChecked(DoctorCheck.SAGAS, "missing versions", missing.whyNot()));
    } else {
      missing(census, missing.value().get(), findings);
    }
    all.addAll(findings.orOk("sagas", "Live sagas: " + census.sagas() + ", none needs a decision"));
    return all;
  }

  private static void incident(String code, SagaCensus.Waiting sagas, Findings findings) {
    if (code.equals(IncidentCode.VERSION_MISSING.name())) {
      findings.add(
          FindingCode.VERSION_MISSING,
          code,
          "an orchestrator to run the version of every live saga",
          "sagas whose version is not deployed: " + text(sagas));
    } else {
      findings.add(
          FindingCode.INCIDENTS,
          code,
          "no saga to need a decision",
          "with " + code + ": " + text(sagas));
    }
  }

  /**
   * Reported before a saga runs into it: an approval that arrives days later must find the version.
   */
  private static void missing(SagaCensus census, Set<String> missing, Findings findings) {
    census
        .byVersion()
        .forEach(
            (version, sagas) -> {
              if (missing.contains(version)) {
                findings.add(
                    FindingCode.VERSION_MISSING,
                    version,
                    "every orchestrator to run " + version,
                    "one does not, and live sagas are on it: " + text(sagas));
              }
            });
  }

  private static void versions(SagaCensus census, Set<String> published, Findings findings) {
    census
        .byVersion()
        .forEach(
            (version, sagas) -> {
              if (!published.contains(version)) {
                findings.add(
                    FindingCode.VERSION_NOT_PUBLISHED,
                    version,
                    version + " to be among the published definitions",
                    "it is not, and live sagas are on it: " + text(sagas));
              }
            });
  }

  private static String text(SagaCensus.Waiting sagas) {
    return sagas.sagas() + ", the oldest is " + sagas.oldest();
  }
}
