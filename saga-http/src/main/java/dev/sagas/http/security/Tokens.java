package dev.sagas.http.security;

import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Person;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hashes of the tokens in use, and who has them; see {@link TokenFile}. */
record Tokens(List<Entry> entries) {
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9._@-]{1,100})\\s+(\\S+)\\s+([0-9a-fA-F]{64})");
  private static final int LEAST_CHARS = 32;

  Tokens {
    entries = List.copyOf(entries);
  }

  /** A hash in lower case, and who has the token. */
  record Entry(String hash, Person person) {}

  /**
   * Reads lines.
   *
   * @param source where they are from, for messages
   * @throws IllegalArgumentException if a line is wrong, or there is no token; names the line, not
   *     its content
   */
  static Tokens of(List<String> lines, String source) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        entries.add(entry(line, source + ", line " + (i + 1)));
      }
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one token in " + source);
    }
    return new Tokens(entries);
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

  /** Who has a token; compared in constant time. */
  Optional<Person> find(String token) {
    String hash = sha256(token);
    Optional<Person> found = Optional.empty();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(bytes(entry.hash()), bytes(hash))) {
        found = Optional.of(entry.person());
      }
    }
    return found.filter(person -> token.length() >= LEAST_CHARS);
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
