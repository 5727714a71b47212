package dev.sagas.http.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts a session into the text of its cookie, so that every instance with the same key knows
 * it.
 *
 * <ul>
 *   <li>AES-256 in Galois/Counter Mode with a random nonce: nobody without the key can read a
 *       session, or change it. Thread-safe.
 * </ul>
 */
public final class SessionSeal {
  private static final Logger LOG = LoggerFactory.getLogger(SessionSeal.class);
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final String SESSION = "saga-session";
  private static final int LEAST_KEY_CHARS = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  private SessionSeal(SecretKey key) {
    this.key = key;
  }

  /**
   * A sealed session.
   *
   * @param authorization the header that it is worth
   * @param untilMs when it ends, epoch ms
   */
  record Sealed(String authorization, long untilMs) {}

  /**
   * Reads the key.
   *
   * @param file at least 32 characters that nobody can guess; the same on each instance
   * @throws IllegalArgumentException if it cannot be read, or is too short
   */
  public static SessionSeal read(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("Expected to read the key of sessions in " + file, e);
    }
    if (text.length() < LEAST_KEY_CHARS) {
      throw new IllegalArgumentException(
          "Expected the key of sessions in %s to have at least %s characters, but it has %s"
              .formatted(file, LEAST_KEY_CHARS, text.length()));
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new SessionSeal(new SecretKeySpec(digest, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected Java to have SHA-256", e);
    }
  }

  /** The text for a session. */
  String seal(Sealed session) {
    byte[] authorization = session.authorization().getBytes(StandardCharsets.UTF_8);
    return hide(
        SESSION,
        ByteBuffer.allocate(Long.BYTES + authorization.length)
            .putLong(session.untilMs())
            .put(authorization)
            .array());
  }

  /** The session of a text; empty if it was not sealed with this key. */
  Optional<Sealed> open(String text) {
    return reveal(SESSION, text)
        .filter(plain -> plain.length > Long.BYTES)
        .map(ByteBuffer::wrap)
        .map(
            plain -> {
              long untilMs = plain.getLong();
              return new Sealed(StandardCharsets.UTF_8.decode(plain).toString(), untilMs);
            });
  }

  /** The text for bytes that serve a purpose, and are nothing for any other. */
  String hide(String purpose, byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] hidden = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(plain);
      return encoded(
          ByteBuffer.allocate(nonce.length + hidden.length).put(nonce).put(hidden).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected to encrypt", e);
    }
  }

  /** The bytes of a text; empty if it was not sealed with this key for this purpose. */
  Optional<byte[]> reveal(String purpose, String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      ByteBuffer all = ByteBuffer.wrap(bytes);
      // Another text for the same bytes would be another session to those who close one.
      if (all.remaining() < NONCE_BYTES + TAG_BITS / Byte.SIZE || !encoded(bytes).equals(text)) {
        return Optional.empty();
      }
      byte[] nonce = new byte[NONCE_BYTES];
      all.get(nonce);
      byte[] hidden = new byte[all.remaining()];
      all.get(hidden);
      return Optional.of(cipher(Cipher.DECRYPT_MODE, purpose, nonce).doFinal(hidden));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      LOG.debug("A text was not sealed with the key of this instance", e);
      return Optional.empty();
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}
