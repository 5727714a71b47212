package dev.sagas.http.security;

import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token in a header {@code Authorization}. */
public final class Bearer {
  private static final Pattern FORM = Pattern.compile("Bearer ([\\x21-\\x7e]{1,8192})");

  private Bearer() {}

  /**
   * The token.
   *
   * @throws ProblemException {@code unauthenticated} if there is none
   */
  public static String token(Optional<String> authorization) {
    Matcher bearer = FORM.matcher(authorization.orElse(""));
    if (!bearer.matches()) {
      throw new ProblemException(
          ProblemCode.UNAUTHENTICATED, "Expected the header Authorization to be Bearer TOKEN");
    }
    return bearer.group(1);
  }
}
