package dev.sagas.http.security;

import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies bearer tokens by a file of their hashes.
 *
 * <ul>
 *   <li>Each line is {@code name role sha256}: the role is viewer, operator or admin, the hash 64
 *       hex digits of the token's SHA-256. Empty lines and those that begin with # are skipped.
 *   <li>A token must have 32 characters or more, so that its hash cannot be searched: {@code
 *       openssl rand -hex 32} makes one.
 *   <li>Changes are read when the instance starts again. Hashes are compared in constant time.
 * </ul>
 */
public final class TokenFile implements Authenticator {
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9._@-]{1,100})\\s+(\\S+)\\s+([0-9a-fA-F]{64})");
  private static final Pattern BEARER = Pattern.compile("Bearer ([\\x21-\\x7e]{1,512})");
  private static final int LEAST_CHARS = 32;

  private final List<Entry> entries;

  private TokenFile(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  private record Entry(String hash, Person person) {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read, or a line is wrong; names the line, not
   *     its content
   */
  public static TokenFile read(Path file) {
    List<Entry> entries = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("Expected to read the tokens in " + file, e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        entries.add(entry(line, file + ", line " + (i + 1)));
      }
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one token in " + file);
    }
    return new TokenFile(entries);
  }

  private static Entry entry(String line, String place) {
    Matcher form = LINE.matcher(line);
    Optional<AccessRole> role =
        form.matches() ? AccessRole.of(form.group(2)) : Optional.<AccessRole>empty();
    if (role.isEmpty()) {
      throw new IllegalArgumentException(
          """
          Expected %s to be a name, a role (viewer, operator or admin) and the SHA-256 of a token \
          in 64 hex digits\
          """
              .formatted(place));
    }
    return new Entry(form.group(3).toLowerCase(Locale.ROOT), new Person(form.group(1), role.get()));
  }

  @Override
  public Person verify(Optional<String> authorization) {
    Matcher bearer = BEARER.matcher(authorization.orElse(""));
    if (!bearer.matches()) {
      throw new ProblemException(
          ProblemCode.UNAUTHENTICATED, "Expected the header Authorization to be Bearer TOKEN");
    }
    String token = bearer.group(1);
    String hash = sha256(token);
    Optional<Person> found = Optional.empty();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(bytes(entry.hash()), bytes(hash))) {
        found = Optional.of(entry.person());
      }
    }
    return found
        .filter(person -> token.length() >= LEAST_CHARS)
        .orElseThrow(
            () -> new ProblemException(ProblemCode.UNAUTHENTICATED, "Expected a token in use"));
  }

  @Override
  public boolean isProtecting() {
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(String token) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(token)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }
}
