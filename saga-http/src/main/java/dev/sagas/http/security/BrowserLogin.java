package dev.sagas.http.security;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Signs people in at another place, to which their browser goes and from which it comes back. */
public interface BrowserLogin {
  /** Who signs people in, for the page. */
  String issuer();

  /**
   * Begins.
   *
   * @param next the page to go to afterwards
   * @throws dev.sagas.http.exchange.ProblemException if the issuer does not answer
   */
  Begun begin(String next);

  /**
   * Ends what began in the same browser.
   *
   * @param query the parameters that the browser came back with
   * @param cookie the value that it was given when it began
   * @throws dev.sagas.http.exchange.ProblemException if it did not begin there, or the person is
   *     not signed in
   */
  Signed finish(Map<String, String> query, Optional<String> cookie);

  /**
   * A login has begun.
   *
   * @param address where the browser goes
   * @param cookie what the browser keeps meanwhile
   */
  record Begun(URI address, String cookie) {}

  /**
   * Somebody is signed in.
   *
   * @param authorization the verified header that the session is worth
   * @param next the page to go to
   */
  record Signed(String authorization, String next) {}
}
