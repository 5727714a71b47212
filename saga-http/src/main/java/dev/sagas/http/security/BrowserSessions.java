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
 *   <li>Without a seal, sessions are in memory alone: after a restart, and on another instance,
 *       people sign in again. At most {@value #MAX_SESSIONS} are kept; the oldest is ended for a
 *       new one.
 *   <li>With a seal they are in their cookies, and good on every instance with the same key until
 *       the {@link SignOuts} of that instance know that they were closed. A session that is too
 *       long for a cookie is in memory.
 *   <li>They end after {@link #LIFE}, used or not.
 * </ul>
 */
public final class BrowserSessions {
  /** How long a session lasts. */
  public static final Duration LIFE = Duration.ofHours(12);

  /** How many there may be. */
  public static final int MAX_SESSIONS = 1_000;

  private static final int ID_BYTES = 32;

  /** Browsers keep cookies of up to 4 096 bytes, with their names and attributes. */
  private static final int MAX_COOKIE_CHARS = 3_900;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final Optional<SessionSeal> seal;
  private final Optional<SignOuts> signOuts;

  private record Session(String authorization, long untilMs) {}

  /** Sessions in memory. */
  public BrowserSessions() {
    this(Optional.empty());
  }

  private BrowserSessions(Optional<SessionSeal> seal) {
    this.seal = seal;
    this.signOuts = seal.map(SignOuts::new);
  }

  /** Sessions in their cookies. */
  public static BrowserSessions sealed(SessionSeal seal) {
    return new BrowserSessions(Optional.of(seal));
  }

  /** Which sealed sessions were closed; empty without a seal. */
  public Optional<SignOuts> signOuts() {
    return signOuts;
  }

  /**
   * Opens a session.
   *
   * @param authorization the verified header
   * @param nowMs epoch ms
   * @return its id, which nobody can guess
   */
  public synchronized String open(String authorization, long nowMs) {
    long untilMs = nowMs + LIFE.toMillis();
    Optional<String> sealed =
        seal.map(with -> with.seal(new SessionSeal.Sealed(authorization, untilMs)))
            .filter(text -> text.length() <= MAX_COOKIE_CHARS);
    if (sealed.isPresent()) {
      return sealed.get();
    }
    forget(nowMs);
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    sessions.put(id, new Session(authorization, untilMs));
    return id;
  }

  /**
   * The header that a session stands for; empty if there is no such session any more.
   *
   * @throws dev.sagas.http.exchange.ProblemException {@code not-ready} while it is not known which
   *     sealed sessions were closed
   */
  public Optional<String> authorization(String id, long nowMs) {
    return kept(id)
        .or(() -> opened(id).filter(session -> !isSignedOut(id, nowMs)))
        .filter(session -> session.untilMs() > nowMs)
        .map(Session::authorization);
  }

  private synchronized Optional<Session> kept(String id) {
    return Optional.ofNullable(sessions.get(id));
  }

  private boolean isSignedOut(String id, long nowMs) {
    return signOuts.filter(known -> known.includes(id, nowMs)).isPresent();
  }

  private Optional<Session> opened(String text) {
    return seal.flatMap(with -> with.open(text))
        .map(session -> new Session(session.authorization(), session.untilMs()));
  }

  /**
   * Ends a session, and runs what listens to that.
   *
   * @param nowMs epoch ms
   */
  public void close(String id, long nowMs) {
    boolean wasKept;
    synchronized (this) {
      wasKept = sessions.remove(id) != null;
    }
    if (!wasKept) {
      signOuts.ifPresent(
          known -> opened(id).ifPresent(session -> known.add(id, session.untilMs(), nowMs)));
    }
  }

  /** All live equally long: the first is the oldest. */
  private void forget(long nowMs) {
    Iterator<Session> oldest = sessions.values().iterator();
    while (oldest.hasNext()) {
      if (oldest.next().untilMs() > nowMs && sessions.size() < MAX_SESSIONS) {
        return;
      }
      oldest.remove();
    }
  }
}
