package dev.sagas.claims;

import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimLostException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.config.ConfigException;

/**
 * The form in which contents are stored: a zero byte and the content, or encrypted with AES-256 in
 * GCM: byte 1, the length of the key's id, the id in ASCII, 12 bytes of nonce, and what AES makes.
 *
 * <ul>
 *   <li>Each line of a file of keys has an id, a space, and 32 bytes in Base64. The first key
 *       encrypts, all of them decrypt: a new key goes to the top.
 *   <li>What was stored without a key can still be read. The name of an object, the digest of its
 *       content, says whether two contents are equal.
 * </ul>
 */
final class ContentCipher {
  /** By how many bytes at most the form is longer than the content. */
  static final int MAX_OVERHEAD = 128;

  private static final byte PLAIN = 0;
  private static final byte ENCRYPTED = 1;
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, SecretKeySpec> keys;
  private final Optional<String> current;

  private ContentCipher(Map<String, SecretKeySpec> keys) {
    this.keys = keys;
    this.current = keys.keySet().stream().findFirst();
  }

  /**
   * The keys of a file; none without one.
   *
   * @throws ConfigException if it is no such file; the message has nothing of a key
   */
  static ContentCipher of(Optional<Path> keyFile) {
    return new ContentCipher(keyFile.map(ContentCipher::keys).orElse(Map.of()));
  }

  private static Map<String, SecretKeySpec> keys(Path file) {
    Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (!line.isBlank()) {
          String[] parts = line.strip().split("\\s+", -1);
          keys.put(parts[0], key(file, parts));
        }
      }
    } catch (IOException e) {
      throw invalid(file, "but it cannot be read");
    }
    if (keys.isEmpty()) {
      throw invalid(file, "but it has none");
    }
    return keys;
  }

  private static SecretKeySpec key(Path file, String[] parts) {
    try {
      byte[] key = Base64.getDecoder().decode(parts.length == 2 ? parts[1] : "");
      if (key.length == KEY_BYTES && parts[0].matches("[A-Za-z0-9._-]{1,60}")) {
        return new SecretKeySpec(key, "AES");
      }
    } catch (IllegalArgumentException e) {
      // Said below, without anything of the key.
    }
    throw invalid(file, "but a line has another form");
  }

  private static ConfigException invalid(Path file, String why) {
    return new ConfigException(
        "Expected %s to have lines of an id, a space, and a key of 32 bytes in Base64, %s"
            .formatted(file, why));
  }

  /** A content in the form in which it is stored. */
  byte[] sealed(String sha256, byte[] content) {
    if (current.isEmpty()) {
      return ByteBuffer.allocate(1 + content.length).put(PLAIN).put(content).array();
    }
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] id = current.get().getBytes(StandardCharsets.US_ASCII);
    try {
      byte[] secret = cipher(Cipher.ENCRYPT_MODE, current.get(), nonce, sha256).doFinal(content);
      return ByteBuffer.allocate(2 + id.length + NONCE_BYTES + secret.length)
          .put(ENCRYPTED)
          .put((byte) id.length)
          .put(id)
          .put(nonce)
          .put(secret)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected the JDK to have " + TRANSFORMATION, e);
    }
  }

  private Cipher cipher(int mode, String keyId, byte[] nonce, String sha256)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(sha256.getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }

  /**
   * The content of what is stored.
   *
   * @throws ClaimLostException if it is damaged, or encrypted with a key that is not in the file
   */
  byte[] open(Claim claim, byte[] sealed) {
    ByteBuffer buffer = ByteBuffer.wrap(sealed);
    if (buffer.hasRemaining() && sealed[0] == PLAIN) {
      return rest(buffer.position(1));
    }
    if (buffer.remaining() < 2 || sealed[0] != ENCRYPTED) {
      throw new ClaimLostException("Expected %s, but found another form".formatted(claim));
    }
    byte[] id = new byte[sealed[1] & 0xff];
    byte[] nonce = new byte[NONCE_BYTES];
    if (sealed.length < 2 + id.length + nonce.length) {
      throw new ClaimLostException("Expected %s, but found a part of it".formatted(claim));
    }
    buffer.position(2).get(id).get(nonce);
    String keyId = new String(id, StandardCharsets.US_ASCII);
    if (!keys.containsKey(keyId)) {
      throw new ClaimLostException(
          "Expected the key '%s' of %s in %s, but there is none"
              .formatted(keyId, claim, ClaimSettings.KEY_FILE_CONFIG));
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, keyId, nonce, claim.sha256()).doFinal(rest(buffer));
    } catch (GeneralSecurityException e) {
      throw new ClaimLostException("Expected %s, but it is damaged".formatted(claim));
    }
  }

  private static byte[] rest(ByteBuffer buffer) {
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return rest;
  }
}
