package dev.sagas.http.ui;

import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.Person;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads requests from the HTTP server. */
public final class AskReader {
  private AskReader() {}

  /**
   * The request of an authenticated person.
   *
   * @param authorization the header that counts, where it is another one than the request has
   */
  public static Ask read(Context context, Person person, Optional<String> authorization) {
    Map<String, String> headers = new HashMap<>();
    context.headerMap().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    authorization.ifPresent(value -> headers.put("authorization", value));
    return new Ask(
        person,
        context.pathParamMap(),
        context.queryParamMap(),
        headers,
        new String(context.bodyAsBytes(), StandardCharsets.UTF_8));
  }
}
