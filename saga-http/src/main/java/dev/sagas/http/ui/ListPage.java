package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.http.exchange.HttpReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of sagas: filters in the address, page by page. */
final class ListPage {
  private static final int ROWS = 100;
  private static final List<String> SEARCHED = List.of("data", "text");

  private final Templates templates;

  ListPage(Templates templates) {
    this.templates = templates;
  }

  HttpReply show(Visit visit) {
    FilterWords filter = filter(visit);
    String order = visit.ask().query("order").filter(Listing.ORDERS::contains).orElse("waiting");
    String cursor = visit.ask().query("cursor").orElse("");
    Map<String, List<String>> query = new HashMap<>(filter.parameters());
    query.put("order", List.of(order));
    query.put("limit", List.of(Integer.toString(ROWS)));
    if (!cursor.isEmpty()) {
      query.put("cursor", List.of(cursor));
    }
    ApiAnswer answer = visit.get(query, ApiCaller.Path.of("/api/v1/sagas"));
    Listing listing = new Listing(filter, order, cursor, Words.text(answer.json(), "next"));
    JsonNode export = visit.get("/api/v1/exported").json();
    return templates.page(
        visit,
        title(filter),
        "sagas",
        Map.of("listing", listing, "answer", answer, "export", export));
  }

  /** What was typed, and what was searched for beside it. */
  private static FilterWords filter(Visit visit) {
    FilterWords filter = FilterWords.parse(visit.ask().query("q").orElse(""));
    for (String name : SEARCHED) {
      Optional<String> value = visit.ask().query(name);
      filter = value.isPresent() ? filter.with(name, value.get().strip()) : filter;
    }
    return filter;
  }

  private static String title(FilterWords filter) {
    return filter.words().isEmpty() ? "Live sagas" : "Sagas: " + filter.text();
  }
}
