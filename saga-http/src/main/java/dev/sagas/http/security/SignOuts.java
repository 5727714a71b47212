package dev.sagas.http.security;

import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which sealed sessions were signed out, on this instance or on another with the same key.
 * Thread-safe.
 *
 * <ul>
 *   <li>Each is known by the digest of its cookie until it would have ended by itself. At most
 *       {@value #MAX_KNOWN} are kept; the one that ends first is forgotten for a new one.
 *   <li>What instances tell each other is sealed with the key: nobody without it can read it, or
 *       sign somebody out. Learning the same again changes nothing.
 * </ul>
 */
public final class SignOuts {
  /** How many are kept. */
  public static final int MAX_KNOWN = 10_000;

  private static final String PURPOSE = "saga-sign-outs";
  private static final int DIGEST_BYTES = 32;
  private static final int ENTRY_BYTES = Long.BYTES + DIGEST_BYTES;

  private final SessionSeal seal;
  private final TreeSet<SignedOut> byEnd =
      new TreeSet<>(
          Comparator.comparingLong(SignedOut::untilMs).thenComparing(SignedOut::digestHex));
  private final Set<String> digests = new HashSet<>();
  private long version;
  private long heldUntilMs = Long.MIN_VALUE;
  private Runnable listener = () -> {};

  SignOuts(SessionSeal seal) {
    this.seal = seal;
  }

  private record SignedOut(long untilMs, String digestHex) {}

  /** Adds what is to run after each change; it replaces the one before. */
  public synchronized void onChange(Runnable changed) {
    listener = changed;
  }

  /**
   * Until the other instances were asked, or this time, no sealed session is accepted: any of them
   * may have been signed out.
   *
   * @param limit at most so long
   * @param nowMs epoch ms
   */
  public synchronized void hold(Duration limit, long nowMs) {
    heldUntilMs = nowMs + limit.toMillis();
  }

  /** The other instances were asked. */
  public synchronized void release() {
    heldUntilMs = Long.MIN_VALUE;
  }

  /** Grows with each change. */
  public synchronized long version() {
    return version;
  }

  /** How many are known. */
  public synchronized int size() {
    return byEnd.size();
  }

  /**
   * Whether a session was signed out.
   *
   * @throws ProblemException {@code not-ready} while the other instances are being asked
   */
  synchronized boolean includes(String session, long nowMs) {
    if (nowMs < heldUntilMs) {
      throw new ProblemException(
          ProblemCode.NOT_READY,
          """
          Expected to know which sessions were signed out, but this instance has just started and \
          asks the others: try again in a moment\
          """);
    }
    return digests.contains(digest(session));
  }

  /** A session was signed out here. */
  void add(String session, long untilMs, long nowMs) {
    Runnable changed;
    synchronized (this) {
      put(new SignedOut(untilMs, digest(session)), nowMs);
      changed = listener;
    }
    changed.run();
  }

  /** What another instance is to learn, sealed. */
  public synchronized String sealed(long nowMs) {
    forget(nowMs);
    ByteBuffer plain = ByteBuffer.allocate(byEnd.size() * ENTRY_BYTES);
    byEnd.forEach(
        each -> plain.putLong(each.untilMs()).put(HexFormat.of().parseHex(each.digestHex())));
    return seal.hide(PURPOSE, plain.array());
  }

  /**
   * Learns what another instance knows.
   *
   * @throws ProblemException {@code forbidden} if it was not sealed with this key
   */
  public synchronized void learn(String sealed, long nowMs) {
    ByteBuffer plain =
        seal.reveal(PURPOSE, sealed)
            .filter(bytes -> bytes.length % ENTRY_BYTES == 0)
            .map(ByteBuffer::wrap)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.FORBIDDEN,
                        """
                        Expected sign-outs sealed with the key of this instance: has each instance \
                        the same http.session.key.file?\
                        """));
    while (plain.hasRemaining()) {
      long untilMs = plain.getLong();
      byte[] digest = new byte[DIGEST_BYTES];
      plain.get(digest);
      put(new SignedOut(untilMs, HexFormat.of().formatHex(digest)), nowMs);
    }
  }

  private void put(SignedOut ended, long nowMs) {
    forget(nowMs);
    if (ended.untilMs() <= nowMs || !digests.add(ended.digestHex())) {
      return;
    }
    byEnd.add(ended);
    version++;
    while (byEnd.size() > MAX_KNOWN) {
      digests.remove(byEnd.pollFirst().digestHex());
    }
  }

  private void forget(long nowMs) {
    while (!byEnd.isEmpty() && byEnd.first().untilMs() <= nowMs) {
      digests.remove(byEnd.pollFirst().digestHex());
    }
  }

  private static String digest(String session) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(session.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected Java to have SHA-256", e);
    }
  }
}
