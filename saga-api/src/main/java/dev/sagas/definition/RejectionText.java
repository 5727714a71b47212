package dev.sagas.definition;

import dev.sagas.protocol.BoundedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The form of the code and the message with which a step is rejected. */
final class RejectionText {
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  private RejectionText() {}

  static void require(String code, String message) {
    List<String> wrong = problems(code, message);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException("Expected a code and a message, but " + wrong.get(0));
    }
  }

  static List<String> problems(String code, String message) {
    List<String> wrong = new ArrayList<>();
    if (!CODE.matcher(code).matches()) {
      wrong.add("code '" + code + "' must match " + CODE.pattern());
    }
    if (message.length() > Check.MAX_MESSAGE_CHARS) {
      wrong.add(
          "the message of %s must have at most %s characters, but has %s"
              .formatted(code, Check.MAX_MESSAGE_CHARS, message.length()));
    }
    if (!BoundedText.ofChars(message, message.length()).equals(message)) {
      wrong.add("the message of " + code + " must not hold half a surrogate pair");
    }
    return wrong;
  }
}
