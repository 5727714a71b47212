package dev.sagas.http.api;

import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.Body;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.operate.deadletters.DeadLetters;
import dev.sagas.operate.deadletters.DiscardOrder;
import dev.sagas.operate.deadletters.LetterFilter;
import dev.sagas.operate.deadletters.LetterPosition;
import dev.sagas.operate.deadletters.LetterRecord;
import dev.sagas.operate.deadletters.LetterState;
import dev.sagas.operate.deadletters.RedriveOrder;
import dev.sagas.operate.deadletters.RedriveSignature;
import dev.sagas.operate.json.DeadLettersJson;
import dev.sagas.operate.query.Payloads;
import java.util.Optional;
import java.util.Set;

/** Lists and shows dead letters, sends them again, and discards them. */
final class LetterRoutes {
  /** The parameters of the list. */
  static final Set<String> FILTER = Set.of("code", "saga", "origin", "limit", "state");

  private static final int MAX_LISTED = 1_000;
  private static final int DEFAULT_LISTED = 100;
  private static final int MAX_REDRIVEN = 1_000;
  private static final int MAX_TEXT = 500;

  private final Service service;

  LetterRoutes(Service service) {
    this.service = service;
  }

  private DeadLetters letters() {
    return DeadLetters.of(service.deployment().client(), service.deployment().topics());
  }

  HttpReply list(Ask ask) {
    Set<LetterState> states =
        ask.query("state", "open, discarded or all", LetterRoutes::states)
            .orElse(Set.of(LetterState.OPEN));
    LetterFilter filter =
        new LetterFilter(ask.query("code"), ask.query("saga"), ask.query("origin"), Set.of())
            .in(states);
    int limit = ask.number("limit", 1, MAX_LISTED).orElse(DEFAULT_LISTED);
    return HttpReply.json(DeadLettersJson.node(letters().list(filter, limit)));
  }

  private static Set<LetterState> states(String text) {
    return switch (text) {
      case "open" -> Set.of(LetterState.OPEN);
      case "discarded" -> Set.of(LetterState.DISCARDED);
      case "all" -> Set.of(LetterState.values());
      default -> throw new IllegalArgumentException(text);
    };
  }

  HttpReply show(Ask ask) {
    LetterPosition position = ask.path("position", "partition:offset", LetterPosition::parse);
    LetterRecord letter =
        letters()
            .find(position)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.NO_SUCH_DEAD_LETTER,
                        "Expected a dead letter at %s, but there is none".formatted(position)));
    if (!ask.person().role().includes(AccessRole.OPERATOR)) {
      return HttpReply.json(DeadLettersJson.node(letter, Optional.empty()));
    }
    try (Payloads payloads = Payloads.open(service.deployment())) {
      return HttpReply.json(DeadLettersJson.node(letter, Optional.of(payloads)));
    }
  }

  HttpReply redrive(Ask ask) {
    Body body = body(ask);
    try {
      RedriveOrder order =
          new RedriveOrder(filter(body), MAX_REDRIVEN, signature(ask, body), body.flag("dryRun"));
      return HttpReply.json(DeadLettersJson.node(letters().redrive(order)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.BAD_BODY, String.valueOf(e.getMessage()), e);
    }
  }

  private static Body body(Ask ask) {
    return Body.of(ask, Set.of("code", "saga", "origin", "position", "reason", "dryRun"));
  }

  private static LetterFilter filter(Body body) {
    Optional<LetterPosition> position =
        body.optionalText("position", "partition:offset", LetterPosition::parse);
    return new LetterFilter(
        body.optionalText("code", MAX_TEXT),
        body.optionalText("saga", MAX_TEXT),
        body.optionalText("origin", MAX_TEXT),
        position.map(Set::of).orElse(Set.of()));
  }

  private static RedriveSignature signature(Ask ask, Body body) {
    return new RedriveSignature(ask.person().name(), body.text("reason", MAX_TEXT));
  }

  HttpReply discard(Ask ask) {
    Body body = body(ask);
    try {
      DiscardOrder order =
          new DiscardOrder(filter(body), MAX_REDRIVEN, signature(ask, body), body.flag("dryRun"));
      return HttpReply.json(DeadLettersJson.node(letters().discard(order)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.BAD_BODY, String.valueOf(e.getMessage()), e);
    }
  }
}
