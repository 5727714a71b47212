package dev.sagas.orchestrator.doctor;

import java.util.ArrayList;
import java.util.List;

/** What one check finds; all is well as long as nothing was added. */
final class Findings {
  private final Check check;
  private final List<Finding> found = new ArrayList<>();

  Findings(Check check) {
    this.check = check;
  }

  /** A fault: {@code Expected …, but …}. */
  void add(FindingCode code, String subject, String expected, String actual) {
    found.add(Finding.of(code, subject, expected, actual));
  }

  void notChecked(String subject, String why) {
    found.add(Finding.notChecked(check, subject, why));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** What was found, or else that all is well. */
  List<Finding> orOk(String subject, String message) {
    return found.isEmpty() ? List.of(Finding.ok(check, subject, message)) : List.copyOf(found);
  }
}
