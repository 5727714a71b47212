package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.http.exchange.HttpReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Is anything wrong? The first two lines are sentences, then the numbers. */
final class OverviewPage {
  private static final String OLDEST = "5";

  private final Templates templates;

  OverviewPage(Templates templates) {
    this.templates = templates;
  }

  HttpReply show(Visit visit) {
    ApiAnswer counts = visit.get("/api/v1/sagas/counts");
    JsonNode sagas = counts.json().path("sagas");
    JsonNode waits = counts.json().path("waits");
    FilterWords all = FilterWords.all();
    Overview overview =
        new Overview(
            counts,
            List.of(needsPerson(visit, waits), waitsLongest(visit)),
            Tally.of(waits, by("kind"), kind -> all.with("wait", kind)),
            Tally.of(sagas, by("status"), status -> all.with("status", status)),
            Tally.of(waits, by("incidentCode"), code -> all.with("incident", code)),
            Tally.of(waits, by("participant"), name -> all.with("participant", name)),
            definitions(sagas),
            visit.get("/api/v1/rates"),
            visit.get(
                Map.of("order", List.of("waiting"), "limit", List.of(OLDEST)),
                ApiCaller.Path.of("/api/v1/sagas")));
    return templates.page(visit, "Overview", "overview", Map.of("overview", overview));
  }

  private static Function<JsonNode, String> by(String name) {
    return counted -> Words.text(counted, name);
  }

  /** Name and version apart, because a type may have a dash, a dot and whatever else. */
  private static List<Tally> definitions(JsonNode sagas) {
    List<Tally> tallies = new ArrayList<>();
    List<Tally> versions =
        Tally.of(
            sagas,
            saga -> Words.text(saga, "type") + " · " + Words.text(saga, "version"),
            name -> {
              int dot = name.lastIndexOf(" · ");
              return FilterWords.all()
                  .with("type", name.substring(0, dot))
                  .with("version", name.substring(dot + 3));
            });
    tallies.addAll(versions);
    return tallies;
  }

  private static Headline needsPerson(Visit visit, JsonNode waits) {
    FilterWords filter = FilterWords.all().with("wait", "incident");
    long incidents =
        Tally.of(waits, by("kind"), kind -> filter).stream()
            .filter(tally -> tally.name().equals("incident"))
            .mapToLong(Tally::count)
            .sum();
    Optional<JsonNode> oldest = incidents == 0 ? Optional.empty() : oldest(visit, filter);
    if (oldest.isEmpty()) {
      String text =
          incidents == 0 ? "Nothing needs a person." : Words.number(incidents) + " incidents";
      return new Headline(
          "Needs a person", text, "", incidents == 0 ? "" : "incident", filter.url());
    }
    return new Headline(
        "Needs a person",
        Words.number(incidents) + (incidents == 1 ? " incident" : " incidents"),
        since(visit, oldest.get()),
        "incident",
        filter.url());
  }

  private static Headline waitsLongest(Visit visit) {
    FilterWords filter = FilterWords.all().with("wait", "reply");
    return oldest(visit, filter)
        .map(
            saga ->
                new Headline(
                    "Waits longest", "For a reply", since(visit, saga), "running", filter.url()))
        .orElseGet(
            () ->
                new Headline("Waits longest", "Nothing waits for a reply.", "", "", filter.url()));
  }

  private static Optional<JsonNode> oldest(Visit visit, FilterWords filter) {
    Map<String, List<String>> query = new HashMap<>(filter.parameters());
    query.put("order", List.of("waiting"));
    query.put("limit", List.of("1"));
    return Optional.of(
            visit.get(query, ApiCaller.Path.of("/api/v1/sagas")).json().path("sagas").path(0))
        .filter(saga -> !saga.isMissingNode());
  }

  private static String since(Visit visit, JsonNode saga) {
    return "oldest %s: %s waits for %s"
        .formatted(
            Words.age(saga, "since", visit.nowMs()),
            Words.text(saga, "sagaId"),
            String.join(" and ", Words.waits(saga)));
  }
}
