package dev.sagas.http.security;

import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies bearer tokens by a file of their hashes.
 *
 * <ul>
 *   <li>Each line is {@code name role sha256}: the role is viewer, operator or admin, the hash 64
 *       hex digits of the token's SHA-256. Empty lines and those that begin with # are skipped.
 *   <li>A token must have 32 characters or more, so that its hash cannot be searched: {@code
 *       openssl rand -hex 32} makes one.
 *   <li>The file is looked at again when somebody asks and the last look is {@link #LOOK_AFTER}
 *       ago. What changed in it takes effect then.
 *   <li>A changed file that cannot be read, or that has a wrong line, changes nothing: the tokens
 *       that were read before stay in use. That is logged once for each such change, with the file
 *       and the line, and without the content.
 * </ul>
 */
public final class TokenFile implements Authenticator {
  /** How old what is known of the file may be. */
  public static final Duration LOOK_AFTER = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

  private final Path file;
  private final LongSupplier nowMs;
  private final AtomicLong lookedAtMs;
  private volatile Tokens tokens;
  private volatile List<String> lines;
  private volatile String complaint = "";

  private TokenFile(Path file, LongSupplier nowMs) {
    this.file = file;
    this.nowMs = nowMs;
    this.lookedAtMs = new AtomicLong(nowMs.getAsLong());
    this.lines = lines(file);
    this.tokens = Tokens.of(lines, file.toString());
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read, or a line is wrong; names the line, not
   *     its content
   */
  public static TokenFile read(Path file) {
    return read(file, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  /**
   * The same with another clock.
   *
   * @param nowMs a clock that never goes back
   */
  static TokenFile read(Path file, LongSupplier nowMs) {
    return new TokenFile(file, nowMs);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("Expected to read the tokens in " + file, e);
    }
  }

  @Override
  public Person verify(Optional<String> authorization) {
    String token = Bearer.token(authorization);
    lookAgain();
    return tokens
        .find(token)
        .orElseThrow(
            () -> new ProblemException(ProblemCode.UNAUTHENTICATED, "Expected a token in use"));
  }

  /** One request at a time looks; the others use what is known meanwhile. */
  private void lookAgain() {
    long before = lookedAtMs.get();
    long now = nowMs.getAsLong();
    if (now - before < LOOK_AFTER.toMillis() || !lookedAtMs.compareAndSet(before, now)) {
      return;
    }
    try {
      List<String> found = lines(file);
      if (!found.equals(lines)) {
        tokens = Tokens.of(found, file.toString());
        lines = found;
        LOG.info("{} has changed: {} tokens are in use", file, tokens.entries().size());
      }
      complaint = "";
    } catch (IllegalArgumentException e) {
      complain(e);
    }
  }

  private void complain(IllegalArgumentException problem) {
    String reason = String.valueOf(problem.getMessage());
    if (!reason.equals(complaint)) {
      complaint = reason;
      LOG.error(
          "{}; the tokens that were read before stay in use{}",
          reason,
          problem.getCause() == null ? "" : " (" + problem.getCause() + ")");
    }
  }

  @Override
  public boolean isProtecting() {
    return true;
  }
}
