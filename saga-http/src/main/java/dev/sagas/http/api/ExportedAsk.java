package dev.sagas.http.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.index.exported.DataCondition;
import dev.sagas.index.exported.ExportState;
import dev.sagas.index.exported.ExportUnavailableException;
import dev.sagas.index.exported.ExportedSagas;
import dev.sagas.operate.json.ExportedSagaJson;
import dev.sagas.operate.json.Json;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Asks the export, and says how fresh its answers are. */
final class ExportedAsk {
  private static final String DATA = "data";

  private final Service service;

  ExportedAsk(Service service) {
    this.service = service;
  }

  /**
   * What the export says.
   *
   * @throws ProblemException if nothing is exported, or the export does not answer
   */
  <T> T answer(Function<ExportedSagas, T> question) {
    ExportedSagas exported =
        service
            .exported()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.NO_EXPORT,
                        "Expected sagas to be exported to a database, but export.jdbc.url is not set"));
    try {
      return question.apply(exported);
    } catch (ExportUnavailableException e) {
      throw new ProblemException(ProblemCode.EXPORT_UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  /** What the data must have; viewers learn nothing of what is masked for them. */
  Optional<DataCondition> data(Ask ask) {
    Optional<DataCondition> data =
        ask.query(
            DATA, "a condition such as customer.name=Ada, or a JSON path", DataCondition::new);
    data.ifPresent(condition -> ViewerMask.of(service, ask).requireVisible(condition));
    return data;
  }

  /** The state of the export, which every answer has. */
  ExportState state() {
    return answer(ExportedSagas::state);
  }

  /** Adds how fresh and complete an answer of the export is. */
  void putFreshness(ObjectNode json, ExportState state) {
    Set<Integer> missing = new TreeSet<>(service.partitions());
    missing.removeAll(state.partitions());
    ObjectNode freshness = json.putObject("freshness");
    Json.putTime(freshness, "asOf", state.asOfMs());
    freshness.put("complete", missing.isEmpty() && state.asOfMs().isPresent());
    put(freshness.putArray("present"), new TreeSet<>(state.partitions()));
    freshness.putArray("filling");
    freshness.putArray("standby");
    put(freshness.putArray("missing"), missing);
    freshness.set("export", ExportedSagaJson.node(state, service.clock().millis()));
  }

  private static void put(ArrayNode array, Set<Integer> numbers) {
    numbers.forEach(array::add);
  }
}
