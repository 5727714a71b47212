package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.shared.FilterOptions;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.json.SagaJson;
import dev.sagas.operate.json.SagaListJson;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.protocol.SagaId;
import java.time.Clock;
import java.util.Map;

/** Looks at sagas again and again, by whichever way they are reached. */
interface SagaLooks {
  /** The most sagas of a list. */
  int LIMIT = 1_000;

  /** One saga as it is now. */
  JsonNode saga(SagaId id);

  /** The sagas that match now. */
  JsonNode list(FilterOptions filter);

  /** By asking the orchestrators. */
  static SagaLooks of(ServerCalls server) {
    return new SagaLooks() {
      @Override
      public JsonNode saga(SagaId id) {
        return server.get(ServerCalls.saga(id, ""));
      }

      @Override
      public JsonNode list(FilterOptions filter) {
        return new ListedSagas(server).list(filter.parameters(), LIMIT);
      }
    };
  }

  /** By reading the topics. */
  static SagaLooks of(Deployment deployment) {
    return new SagaLooks() {
      @Override
      public JsonNode saga(SagaId id) {
        return SagaJson.node(
            StoredSagas.of(deployment).find(id).orElseThrow(() -> RefusedException.noSuchSaga(id)),
            Map.of());
      }

      @Override
      public JsonNode list(FilterOptions filter) {
        return SagaListJson.node(
            StoredSagas.of(deployment).list(filter.filter(Clock.systemUTC().millis()), LIMIT));
      }
    };
  }
}
