package dev.sagas.operate.doctor;

import java.util.ArrayList;
import java.util.List;

/** The brokers and the registry. */
final class PlatformChecks {
  private PlatformChecks() {}

  static List<Finding> of(Snapshot snapshot) {
    List<Finding> all = new ArrayList<>(brokers(snapshot.cluster()));
    all.addAll(
        snapshot
            .registry()
            .map(
                PlatformChecks::subjects,
                why ->
                    List.of(
                        Finding.of(
                            FindingCode.REGISTRY_UNREACHABLE,
                            "registry",
                            "the schema registry to answer",
                            why))));
    return all;
  }

  private static List<Finding> brokers(ClusterView cluster) {
    Findings findings = new Findings(DoctorCheck.BROKERS);
    if (!cluster.hasController()) {
      findings.add(
          FindingCode.NO_CONTROLLER,
          "cluster",
          "the cluster to have a controller",
          "it has none, " + cluster.brokers() + " brokers answer");
    }
    return findings.orOk(
        "cluster", "Brokers that answer: " + cluster.brokers() + ", cluster id " + cluster.id());
  }

  private static List<Finding> subjects(RegistryView registry) {
    Findings findings = new Findings(DoctorCheck.REGISTRY);
    for (String subject : registry.missing()) {
      findings.add(
          FindingCode.SUBJECT_MISSING,
          subject,
          "the protocol's schema to be registered under " + subject,
          "it is not");
    }
    return findings.orOk(
        "registry", "It answers; schemas of the protocol registered: " + registry.subjects());
  }
}
