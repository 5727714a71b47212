package dev.sagas.operate.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the rights of the connecting principal with the least that the role needs. */
final class AccessChecks {
  private static final String READ = "READ";
  private static final String WRITE = "WRITE";

  private final Snapshot snapshot;
  private final Findings findings = new Findings(DoctorCheck.ACCESS);

  private AccessChecks(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static List<Finding> of(Snapshot snapshot) {
    return snapshot
        .access()
        .map(
            new AccessChecks(snapshot)::all,
            why -> List.of(Finding.notChecked(DoctorCheck.ACCESS, "ACLs", why)));
  }

  private List<Finding> all(AccessView access) {
    needs().forEach(this::check);
    if (snapshot.expected().role() == Role.orchestrator) {
      checkGroup(access.group());
    }
    List<Finding> all = new ArrayList<>();
    if (access.acls().isEmpty()) {
      all.add(
          Finding.notChecked(
              DoctorCheck.ACCESS,
              "ACLs",
              "the connecting principal is not allowed to list them (DESCRIBE on the cluster)"));
    }
    all.addAll(
        findings.orOk("rights", "The connecting principal has what the " + role() + " needs"));
    return all;
  }

  private String role() {
    return snapshot.expected().role().name();
  }

  private void check(String name, Set<String> needed) {
    TopicView topic = snapshot.topics().get(name);
    if (snapshot.isHidden(name)) {
      findings.add(
          FindingCode.OPERATION_DENIED,
          name,
          "the " + role() + " to be allowed " + needed + " on topic " + name,
          "it lacks even DESCRIBE");
      return;
    }
    if (topic == null) {
      findings.notChecked(
          name, "the topic does not exist, so there is no information about " + "who may use it");
      return;
    }
    if (topic.operations().isEmpty()) {
      findings.notChecked(name, "the brokers do not say what may be done with it");
      return;
    }
    Set<String> lacking = new TreeSet<>(needed);
    lacking.removeAll(topic.operations().get());
    if (!lacking.isEmpty()) {
      findings.add(
          FindingCode.OPERATION_DENIED,
          name,
          "the " + role() + " to be allowed " + needed + " on topic " + name,
          "it lacks " + lacking);
    }
  }

  private void checkGroup(Optional<Set<String>> operations) {
    String id = snapshot.expected().applicationId();
    if (operations.isEmpty()) {
      findings.notChecked(id, "the brokers do not say what may be done with the group");
    } else if (!operations.get().contains(READ)) {
      findings.add(
          FindingCode.OPERATION_DENIED,
          id,
          "the orchestrator to be allowed READ on group " + id,
          "it is not");
    }
  }

  private Map<String, Set<String>> needs() {
    return snapshot.expected().role() == Role.operator ? operator() : orchestrator();
  }

  private Map<String, Set<String>> operator() {
    Expectations expected = snapshot.expected();
    Map<String, Set<String>> needs = new TreeMap<>();
    needs.put(expected.names().journal(), Set.of(READ));
    needs.put(expected.names().deadLetters(), Set.of(READ));
    expected.changelogs().forEach(topic -> needs.put(topic, Set.of(READ)));
    needs.put(expected.names().operations(), Set.of(WRITE));
    needs.put(expected.names().signals(), Set.of(WRITE));
    return needs;
  }

  /** It also writes to its inputs: a record on a wrong partition is re-routed once. */
  private Map<String, Set<String>> orchestrator() {
    Expectations expected = snapshot.expected();
    Map<String, Set<String>> needs = new TreeMap<>();
    expected.topics().keySet().forEach(topic -> needs.put(topic, Set.of(WRITE)));
    expected.inputs().forEach(topic -> needs.put(topic, new TreeSet<>(Set.of(READ, WRITE))));
    needs.put(expected.names().definitions(), new TreeSet<>(Set.of(READ, WRITE)));
    expected.changelogs().forEach(topic -> needs.put(topic, new TreeSet<>(Set.of(READ, WRITE))));
    snapshot.topics().keySet().stream()
        .filter(expected.names()::isCommands)
        .forEach(topic -> needs.put(topic, Set.of(WRITE)));
    return needs;
  }
}
