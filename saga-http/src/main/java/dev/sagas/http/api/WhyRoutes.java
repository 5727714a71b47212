package dev.sagas.http.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.SagaState;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.operate.json.ExplanationJson;
import dev.sagas.operate.json.PreviewJson;
import dev.sagas.operate.query.TimeText;
import dev.sagas.operate.why.ActionPreview;
import dev.sagas.operate.why.Explainer;
import dev.sagas.operate.why.OrchestratorSituation;
import dev.sagas.operate.why.SagaSituation;
import dev.sagas.operate.why.Surroundings;
import dev.sagas.operate.why.UndoPreview;
import dev.sagas.protocol.StepName;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/** Why a saga does not move, and what would become of it. */
final class WhyRoutes {
  /** The parameters of a preview. */
  static final Set<String> PREVIEW = Set.of("kind", "step", "scope");

  /** The parameters of an explanation. */
  static final Set<String> WHY = Set.of("zone", "scope");

  private final Service service;

  WhyRoutes(Service service) {
    this.service = service;
  }

  HttpReply why(Ask ask) {
    ZoneId zone = ask.query("zone", "a time zone", WhyRoutes::zone).orElse(ZoneOffset.UTC);
    return new OneSaga(service).answer(ask, "/why", state -> explained(state, zone));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private ObjectNode explained(SagaState state, ZoneId zone) {
    Surroundings.Known known =
        service.surroundings().of(state, service.clock().millis(), new TimeText(zone));
    SagaSituation situation = known.situation();
    ObjectNode json =
        ExplanationJson.node(
            Explainer.explain(
                situation
                    .with(situation.published(), service.definitions())
                    .with(orchestrator(state, situation))));
    ArrayNode gaps = json.putArray("gaps");
    known.gaps().forEach(gaps::add);
    return json;
  }

  private OrchestratorSituation orchestrator(SagaState state, SagaSituation situation) {
    return situation
        .orchestrator()
        .at(
            service.partitionOf(state.identity().id()),
            service.membership().self(),
            service.hindrance().get().map(why -> "does not process its inputs: " + why));
  }

  HttpReply undo(Ask ask) {
    return new OneSaga(service)
        .answer(
            ask,
            "/undo-preview",
            state ->
                PreviewJson.node(
                    UndoPreview.of(state, service.definitions(), service.clock().millis())));
  }

  HttpReply preview(Ask ask) {
    ActionPreview.Ordered ordered =
        new ActionPreview.Ordered(
            ask.query("kind", "one of the operations", OperationBody::kind)
                .orElseThrow(() -> OperationBody.missingKind()),
            ask.query("step", "the name of a step", StepName::new));
    return new OneSaga(service)
        .answer(
            ask,
            "/preview",
            state ->
                PreviewJson.node(
                    ActionPreview.of(
                        state, ordered, service.definitions(), service.clock().millis())));
  }
}
