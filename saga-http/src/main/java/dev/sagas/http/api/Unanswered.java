package dev.sagas.http.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.cluster.Peers;
import dev.sagas.http.exchange.Ask;
import java.util.List;

/** Which instances did not answer: what they know is missing in an answer that adds up. */
final class Unanswered {
  private Unanswered() {}

  /** Asks the other instances, unless the request is for this one alone. */
  static Peers.Answers ask(Service service, Ask ask, String path) {
    return Scope.of(ask) == Scope.CLUSTER
        ? service.peers().askEach(ask, path, "local")
        : Peers.Answers.NONE;
  }

  /** Names them. */
  static void put(ObjectNode json, List<String> addresses) {
    ArrayNode unanswered = json.putArray("unanswered");
    addresses.stream().sorted().forEach(unanswered::add);
  }
}
