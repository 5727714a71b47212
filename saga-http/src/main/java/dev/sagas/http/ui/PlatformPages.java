package dev.sagas.http.ui;

import dev.sagas.http.exchange.HttpReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages about what is around the sagas: participants, and what people did. */
final class PlatformPages {
  private static final String ANSWER = "answer";
  private static final String SHOWN_ACTIONS = "200";

  private final Templates templates;

  PlatformPages(Templates templates) {
    this.templates = templates;
  }

  HttpReply participants(Visit visit) {
    return templates.page(visit, "Participants", "participants", Map.of(ANSWER, asked(visit)));
  }

  /** The table alone: the first reading of the groups takes a while, so the overview adds it. */
  HttpReply table(Visit visit) {
    return templates.part("participantTable", Map.of(ANSWER, asked(visit)));
  }

  private static ApiAnswer asked(Visit visit) {
    return visit.get("/api/v1/participants");
  }

  /** The days of the export, drawn; a part of its own, because the database counts them. */
  HttpReply days(Visit visit) {
    ApiAnswer answer = visit.get("/api/v1/exported/days");
    return templates.part(
        "days", Map.of(ANSWER, answer, "drawing", RatesSvg.ofDays(answer.json())));
  }

  HttpReply audit(Visit visit) {
    String only = visit.ask().query("only").orElse("");
    Map<String, List<String>> query = new HashMap<>();
    query.put("limit", List.of(SHOWN_ACTIONS));
    if (!only.isEmpty()) {
      query.put("only", List.of(only));
    }
    ApiAnswer answer = visit.get(query, ApiCaller.Path.of("/api/v1/audit"));
    return templates.page(visit, "Audit", "audit", Map.of(ANSWER, answer, "only", only));
  }
}
