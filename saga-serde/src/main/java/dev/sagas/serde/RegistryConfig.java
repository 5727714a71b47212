package dev.sagas.serde;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The registry's addresses, time-outs and retries. */
record RegistryConfig(
    List<URI> urls,
    Optional<String> authorization,
    Optional<SSLContext> ssl,
    Duration connectTimeout,
    Duration requestTimeout,
    int maxRetries,
    Duration retryWait,
    Duration maxRetryWait) {
  static final String URL = "schema.registry.url";
  private static final String PREFIX = "schema.registry.";
  private static final int MAX_RETRIES = 100;

  RegistryConfig {
    urls = List.copyOf(urls);
  }

  static RegistryConfig of(Map<String, ?> config) {
    List<URI> urls = new ArrayList<>();
    Optional<String> userInfo = userInfo(config);
    for (String text : string(config, URL).orElse("").split(",", -1)) {
      if (text.isBlank()) {
        continue;
      }
      URI uri = URI.create(text.strip());
      if (uri.getScheme() == null || !uri.getScheme().matches("https?") || uri.getHost() == null) {
        throw new ConfigException("Expected " + URL + " to hold http or https URLs with a host");
      }
      if (uri.getUserInfo() != null) {
        userInfo = Optional.of(uri.getUserInfo());
      }
      urls.add(bare(uri));
    }
    if (urls.isEmpty()) {
      throw new ConfigException(
          "Expected " + URL + " to name the schema registry, but it is empty");
    }
    return new RegistryConfig(
        urls,
        authorization(config, userInfo),
        RegistrySsl.context(config),
        millis(config, "http.connect.timeout.ms", 5_000),
        millis(config, "http.read.timeout.ms", 10_000),
        number(config, "max.retries", 3, MAX_RETRIES),
        millis(config, "retries.wait.ms", 100),
        millis(config, "retries.max.wait.ms", 2_000));
  }

  private static URI bare(URI uri) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path);
  }

  private static Optional<String> userInfo(Map<String, ?> config) {
    String source = either(config, "basic.auth.credentials.source").orElse("URL");
    return switch (source) {
      case "URL" -> Optional.empty();
      case "USER_INFO" -> either(config, "basic.auth.user.info");
      default ->
          throw new ConfigException(
              "Expected basic.auth.credentials.source to be URL or USER_INFO, but it is " + source);
    };
  }

  private static Optional<String> authorization(Map<String, ?> config, Optional<String> userInfo) {
    return either(config, "bearer.auth.token")
        .map(token -> "Bearer " + token)
        .or(
            () ->
                userInfo.map(
                    user ->
                        "Basic "
                            + Base64.getEncoder()
                                .encodeToString(user.getBytes(StandardCharsets.UTF_8))));
  }

  private static Duration millis(Map<String, ?> config, String key, int otherwise) {
    return Duration.ofMillis(number(config, key, otherwise, Integer.MAX_VALUE));
  }

  private static int number(Map<String, ?> config, String key, int otherwise, int max) {
    Optional<String> text = either(config, key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new ConfigException(key, text.get(), "Expected a whole number");
    }
    throw new ConfigException(key, text.get(), "Expected a number from 0 to " + max);
  }

  /** Confluent's clients accept these keys with and without their prefix. */
  private static Optional<String> either(Map<String, ?> config, String key) {
    return string(config, PREFIX + key).or(() -> string(config, key));
  }

  static Optional<String> string(Map<String, ?> config, String key) {
    Object value = config.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof List<?> list) {
      return Optional.of(String.join(",", list.stream().map(Object::toString).toList()));
    }
    return Optional.of(value instanceof Password secret ? secret.value() : value.toString());
  }

  /** Never shows credentials. */
  @Override
  public String toString() {
    return "registry " + urls;
  }
}
