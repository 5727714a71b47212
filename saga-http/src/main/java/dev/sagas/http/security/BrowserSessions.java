package dev.sagas.http.security;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in with a browser. Thread-safe.
 *
 * <ul>
 *   <li>A session stands for the header {@code Authorization} that was verified when it was opened;
 *       each request verifies that header again, so a session is never worth more than its token.
 *   <li>Sessions are in memory alone: after a restart, and on another instance, people sign in
 *       again. They end after {@link #LIFE}, used or not.
 *   <li>At most {@value #MAX_SESSIONS} are kept; the oldest is ended for a new one.
 * </ul>
 */
public final class BrowserSessions {
  /** How long a session lasts. */
  public static final Duration LIFE = Duration.ofHours(12);

  /** How many there may be. */
  public static final int MAX_SESSIONS = 1_000;

  private static final int ID_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  private record Session(String authorization, long untilMs) {}

  /**
   * Opens a session.
   *
   * @param authorization the verified header
   * @param nowMs epoch ms
   * @return its id, which nobody can guess
   */
  public synchronized String open(String authorization, long nowMs) {
    forgetUntil(nowMs);
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    sessions.put(id, new Session(authorization, nowMs + LIFE.toMillis()));
    return id;
  }

  /** The header that a session stands for; empty if there is no such session any more. */
  public synchronized Optional<String> authorization(String id, long nowMs) {
    return Optional.ofNullable(sessions.get(id))
        .filter(session -> session.untilMs() > nowMs)
        .map(Session::authorization);
  }

  /** Ends a session. */
  public synchronized void close(String id) {
    sessions.remove(id);
  }

  /** All live equally long: the first is the oldest. */
  private void forgetUntil(long nowMs) {
    Iterator<Session> oldest = sessions.values().iterator();
    while (oldest.hasNext()) {
      if (oldest.next().untilMs() > nowMs && sessions.size() < MAX_SESSIONS) {
        return;
      }
      oldest.remove();
    }
  }
}
