package dev.sagas.serde;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Reads the registry's {@code schema.registry.ssl.*} keys: trust store and key store files. */
final class RegistrySsl {
  private static final String PREFIX = "schema.registry.ssl.";

  private RegistrySsl() {}

  /** Empty if nothing is configured: the JDK's own trust store is used. */
  static Optional<SSLContext> context(Map<String, ?> config) {
    Optional<KeyStore> trust = store(config, "truststore");
    Optional<KeyStore> keys = store(config, "keystore");
    if (trust.isEmpty() && keys.isEmpty()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys.isPresent() ? keyManagers(config, keys.get()) : new KeyManager[0],
          trust.isPresent() ? trustManagers(trust.get()) : trustManagers(null),
          null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw unusable(PREFIX + "*", e);
    }
  }

  private static KeyManager[] keyManagers(Map<String, ?> config, KeyStore keys)
      throws GeneralSecurityException {
    char[] password =
        RegistryConfig.string(config, PREFIX + "key.password")
            .or(() -> RegistryConfig.string(config, PREFIX + "keystore.password"))
            .orElse("")
            .toCharArray();
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, password);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trustManagers(@Nullable KeyStore trust)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trust);
    return factory.getTrustManagers();
  }

  private static Optional<KeyStore> store(Map<String, ?> config, String kind) {
    Optional<String> location = RegistryConfig.string(config, PREFIX + kind + ".location");
    if (location.isEmpty()) {
      return Optional.empty();
    }
    String type = RegistryConfig.string(config, PREFIX + kind + ".type").orElse("JKS");
    Optional<String> password = RegistryConfig.string(config, PREFIX + kind + ".password");
    try (InputStream in = Files.newInputStream(Path.of(location.get()))) {
      KeyStore store = KeyStore.getInstance(type);
      store.load(in, password.map(String::toCharArray).orElse(null));
      return Optional.of(store);
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(PREFIX + kind + ".location", e);
    }
  }

  private static ConfigException unusable(String key, Exception cause) {
    ConfigException problem =
        new ConfigException("Expected " + key + " to be usable, but: " + cause.getMessage());
    problem.initCause(cause);
    return problem;
  }
}
