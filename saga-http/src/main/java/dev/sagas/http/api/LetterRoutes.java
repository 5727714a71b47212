package dev.sagas.http.api;

import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.Body;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.operate.deadletters.DeadLetters;
import dev.sagas.operate.deadletters.LetterFilter;
import dev.sagas.operate.deadletters.LetterPosition;
import dev.sagas.operate.deadletters.RedriveOrder;
import dev.sagas.operate.deadletters.RedriveSignature;
import dev.sagas.operate.json.DeadLettersJson;
import java.util.Optional;
import java.util.Set;

/** Lists dead letters, and sends them again. */
final class LetterRoutes {
  /** The parameters of the list. */
  static final Set<String> FILTER = Set.of("code", "saga", "origin", "limit");

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
    LetterFilter filter =
        new LetterFilter(ask.query("code"), ask.query("saga"), ask.query("origin"), Set.of());
    int limit = ask.number("limit", 1, MAX_LISTED).orElse(DEFAULT_LISTED);
    return HttpReply.json(DeadLettersJson.node(letters().list(filter, limit)));
  }

  HttpReply redrive(Ask ask) {
    Body body = Body.of(ask, Set.of("code", "saga", "origin", "position", "reason", "dryRun"));
    Optional<LetterPosition> position =
        body.optionalText("position", "partition:offset", LetterPosition::parse);
    try {
      RedriveOrder order =
          new RedriveOrder(
              new LetterFilter(
                  body.optionalText("code", MAX_TEXT),
                  body.optionalText("saga", MAX_TEXT),
                  body.optionalText("origin", MAX_TEXT),
                  position.map(Set::of).orElse(Set.of())),
              MAX_REDRIVEN,
              new RedriveSignature(ask.person().name(), body.text("reason", MAX_TEXT)),
              body.flag("dryRun"));
      return HttpReply.json(DeadLettersJson.node(letters().redrive(order)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.BAD_BODY, String.valueOf(e.getMessage()), e);
    }
  }
}
