package dev.sagas.operate.doctor;

import java.util.Optional;

/**
 * One result of the examination.
 *
 * @param code which fault; empty if all is well, or it was not checked
 * @param subject the topic, group, participant or the like that it is about
 * @param message what was found, and what was expected
 * @param advice what to do; empty text if there is nothing to do
 */
public record Finding(
    DoctorCheck check,
    Severity severity,
    Optional<FindingCode> code,
    String subject,
    String message,
    String advice) {
  /** All is well with the subject. */
  static Finding ok(DoctorCheck check, String subject, String message) {
    return new Finding(check, Severity.OK, Optional.empty(), subject, message, "");
  }

  /** The subject could not be examined. */
  static Finding notChecked(DoctorCheck check, String subject, String why) {
    return new Finding(
        check, Severity.NOT_CHECKED, Optional.empty(), subject, "Not checked: " + why, "");
  }

  /** A fault: {@code Expected …, but …}. */
  static Finding of(FindingCode code, String subject, String expected, String actual) {
    return new Finding(
        code.check(),
        code.severity(),
        Optional.of(code),
        subject,
        "Expected " + expected + ", but " + actual,
        code.advice());
  }
}
