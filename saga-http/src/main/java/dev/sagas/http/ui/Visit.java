package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.http.exchange.Ask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody looks at a page.
 *
 * @param path of the page
 * @param canSignOut whether there is a session to end
 * @param nowMs epoch ms
 */
record Visit(Ask ask, String path, boolean canSignOut, long nowMs, ApiCaller api) {
  ApiAnswer get(String template, String... values) {
    return get(Map.of(), ApiCaller.Path.of(template, values));
  }

  ApiAnswer get(Map<String, List<String>> query, ApiCaller.Path path) {
    return api.get(ask, path, query);
  }

  ApiAnswer post(JsonNode body, String template, String... values) {
    return api.post(ask, ApiCaller.Path.of(template, values), body);
  }

  /** The same visit with one more header. */
  Visit withHeader(String name, String value) {
    Map<String, String> headers = new HashMap<>(ask.headers());
    headers.put(name, value);
    Ask changed = new Ask(ask.person(), ask.path(), ask.query(), headers, ask.body());
    return new Visit(changed, path, canSignOut, nowMs, api);
  }

  /** A parameter of the page's path. */
  String parameter(String name) {
    return ask.path().getOrDefault(name, "");
  }
}
