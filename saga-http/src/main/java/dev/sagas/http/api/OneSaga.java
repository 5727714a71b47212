package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.SagaState;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.cluster.SagaStore;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.SagaJson;
import dev.sagas.operate.query.TimeText;
import dev.sagas.operate.why.UnknownSaga;
import dev.sagas.protocol.SagaId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds one saga on the instance that has it, or on one that has a warm copy. */
final class OneSaga {
  private final Service service;

  OneSaga(Service service) {
    this.service = service;
  }

  /** The id in the path. */
  static SagaId id(Ask ask) {
    return ask.path("id", "a saga id", SagaId::new);
  }

  /**
   * Answers from the saga's state, here or where it is.
   *
   * @param suffix of the path after the saga's id
   * @param answer what is made of the state
   */
  HttpReply answer(Ask ask, String suffix, Function<SagaState, ObjectNode> answer) {
    return HttpReply.json(json(ask, suffix, answer));
  }

  /** The saga as {@code saga show} writes it, whatever else the request asks. */
  JsonNode shown(Ask ask) {
    Ask plain = new Ask(ask.person(), ask.path(), Map.of(), ask.headers(), "");
    return json(plain, "", state -> SagaJson.node(state, Map.of()));
  }

  private JsonNode json(Ask ask, String suffix, Function<SagaState, ObjectNode> answer) {
    SagaId id = id(ask);
    Scope scope = Scope.of(ask);
    SagaStore.Lookup found = service.store().find(id, scope == Scope.STANDBY);
    if (found.here()) {
      ObjectNode json = answer.apply(state(id, found));
      boolean standby = scope == Scope.STANDBY;
      json.putObject("freshness").put("standby", standby);
      Json.putTime((ObjectNode) json.path("freshness"), "asOf", service.clock().millis());
      return json;
    }
    if (scope != Scope.CLUSTER) {
      throw unavailable(id);
    }
    return elsewhere(ask, id, suffix);
  }

  private JsonNode elsewhere(Ask ask, SagaId id, String suffix) {
    String path = ListRoute.PATH + "/" + id + suffix;
    Set<Integer> own = Set.of(service.partitionOf(id));
    return first(ask, path, "local", member -> member.active().containsAll(own))
        .or(() -> first(ask, path, "standby", member -> member.standby().containsAll(own)))
        .orElseThrow(() -> unavailable(id));
  }

  private Optional<JsonNode> first(
      Ask ask, String path, String scope, Predicate<Member> candidate) {
    return service.membership().members().stream()
        .filter(candidate)
        .flatMap(member -> service.peers().ask(member, ask, path, scope).stream())
        .findFirst();
  }

  private ProblemException unavailable(SagaId id) {
    String why =
        service
            .hindrance()
            .get()
            .map(
                text -> "Of this instance it is known that it does not process its inputs: " + text)
            .orElse("It is being taken over, try again");
    return new ProblemException(
        ProblemCode.PARTITION_UNAVAILABLE,
        "Expected an instance that has partition %s of saga %s, but none has it now. %s"
            .formatted(service.partitionOf(id), id, why));
  }

  /** What is in the way of this instance may be why the saga does not move, or is not there yet. */
  private Optional<String> hindrance() {
    return service
        .hindrance()
        .get()
        .map(text -> "This instance does not process its inputs: " + text);
  }

  private SagaState state(SagaId id, SagaStore.Lookup found) {
    if (found.distrusted().isPresent()) {
      throw new ProblemException(
          ProblemCode.PARTITION_UNAVAILABLE,
          """
          Expected the checkpoint of saga %s to be whole, but it is not: with its next input it is \
          rebuilt from the journal\
          """
              .formatted(id));
    }
    return found
        .state()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.NO_SUCH_SAGA,
                    UnknownSaga.text(
                            id,
                            service.surroundings().letters(id),
                            service.clock().millis(),
                            new TimeText(ZoneOffset.UTC))
                        + hindrance().map(text -> ". " + text).orElse("")));
  }
}
