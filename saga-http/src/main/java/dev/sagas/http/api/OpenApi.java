package dev.sagas.http.api;

import dev.sagas.http.exchange.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The description of the API, written by hand; tests compare it with the routes. */
final class OpenApi {
  /** Its resource. */
  static final String FILE = "openapi.yaml";

  private OpenApi() {}

  static HttpReply reply() {
    try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(FILE))) {
      return HttpReply.of(
          "application/yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
