package dev.sagas.participant;

import java.util.regex.Pattern;

/** The library's own error codes, and the form of all error codes. */
final class ErrorCode {
  /** The execute arrived after its compensation. */
  static final String FENCED = "FENCED";

  /** A compensation was redelivered after a newer one for the same execute had been recorded. */
  static final String SUPERSEDED = "SUPERSEDED";

  static final String HANDLER_THREW = "HANDLER_THREW";
  static final String HANDLER_RETURNED_NULL = "HANDLER_RETURNED_NULL";
  static final String HANDLER_TIMED_OUT = "HANDLER_TIMED_OUT";
  static final String UNHANDLED_COMMAND_TYPE = "UNHANDLED_COMMAND_TYPE";
  static final String UNDECLARED_REPLY_TYPE = "UNDECLARED_REPLY_TYPE";
  static final String REPLY_NOT_ENCODABLE = "REPLY_NOT_ENCODABLE";
  static final String REPLY_TOO_LARGE = "REPLY_TOO_LARGE";
  static final String DEADLINE_PASSED = "DEADLINE_PASSED";
  static final String INFRASTRUCTURE_UNAVAILABLE = "INFRASTRUCTURE_UNAVAILABLE";
  static final String FENCE_FAILED = "FENCE_FAILED";
  static final String PARTICIPANT_ERROR = "PARTICIPANT_ERROR";
  static final String CORRUPT_COMMAND = "CORRUPT_COMMAND";
  static final String UNKNOWN_SCHEMA = "UNKNOWN_SCHEMA";
  static final String MALFORMED_HEADERS = "MALFORMED_HEADERS";
  static final String KEY_MISMATCH = "KEY_MISMATCH";
  static final String REPLY_UNDELIVERABLE = "REPLY_UNDELIVERABLE";

  /** With a fence in Kafka: a broker refused a record that the handler sent, or the row. */
  static final String RECORD_UNDELIVERABLE = "RECORD_UNDELIVERABLE";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private ErrorCode() {}

  static void check(String code) {
    if (!FORM.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "Expected an error code of the form " + FORM.pattern() + ", but got '" + code + "'");
    }
  }
}
