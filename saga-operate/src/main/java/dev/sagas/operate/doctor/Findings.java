package dev.sagas.operate.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What one check finds; all is well as long as nothing was added. */
final class Findings {
  private final DoctorCheck check;
  private final List<Finding> found = new ArrayList<>();

  Findings(DoctorCheck check) {
    this.check = check;
  }

  /** A fault: {@code Expected …, but …}. */
  void add(FindingCode code, String subject, String expected, String actual) {
    found.add(Finding.of(code, subject, expected, actual));
  }

  void notChecked(String subject, String why) {
    found.add(Finding.notChecked(check, subject, why));
  }

  /** Topics that the check is about and could not look at. */
  void notSeen(Collection<String> topics) {
    if (!topics.isEmpty()) {
      notChecked("topics", "DESCRIBE is denied on " + String.join(", ", new TreeSet<>(topics)));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** What was found, or else that all is well. */
  List<Finding> orOk(String subject, String message) {
    return found.isEmpty() ? List.of(Finding.ok(check, subject, message)) : List.copyOf(found);
  }
}
