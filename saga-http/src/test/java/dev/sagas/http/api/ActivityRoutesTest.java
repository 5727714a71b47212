package dev.sagas.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.http.ApiContract;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.Person;
import dev.sagas.index.live.ActionBoard;
import dev.sagas.index.live.AppliedAction;
import dev.sagas.index.live.EndedAttempt;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.doctor.ParticipantGroup;
import dev.sagas.operate.doctor.ParticipantGroups;
import dev.sagas.operate.query.TimeText;
import dev.sagas.operate.why.KnownDefinition;
import dev.sagas.operate.why.Surroundings;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What participants and operators did lately, over all instances. */
class ActivityRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SagaState ASKED = States.executing("o-1", 10);
  private static final SagaState AFTER = States.waiting("o-1", "order", 10);

  @Test
  void shouldAddUpTheAttemptsOfAllInstances() throws Exception {
    try (Instances instances = new Instances(2, 0)) {
      // given
      succeeded(instances.service(0));
      succeeded(instances.service(0));
      succeeded(instances.service(1));

      // when
      JsonNode all = get(instances, "/api/v1/attempts");
      JsonNode own = get(instances, "/api/v1/attempts?scope=local");

      // then
      assertThat(all.at("/attempts/0/succeeded").asInt()).isEqualTo(3);
      assertThat(all.at("/attempts/0/participant").asText()).isEqualTo("payments");
      assertThat(all.at("/attempts/0/replyTimes/0/count").asInt()).isEqualTo(3);
      assertThat(own.at("/attempts/0/succeeded").asInt()).isEqualTo(2);
    }
  }

  @Test
  void shouldNameTheInstancesThatDoNotAnswer() throws Exception {
    try (Instances instances = new Instances(3, 0)) {
      // given
      String silent = instances.stop(2);

      // then
      for (String path : List.of("attempts", "rates", "audit", "participants")) {
        JsonNode all = get(instances, "/api/v1/" + path);
        assertThat(all.get("unanswered")).as(path).hasSize(1);
        assertThat(all.at("/unanswered/0").asText()).as(path).isEqualTo(silent);
        if (!path.equals("participants")) {
          assertThat(get(instances, "/api/v1/" + path + "?scope=local").get("unanswered"))
              .as(path)
              .isEmpty();
        }
      }
    }
  }

  private static void succeeded(Service service) {
    SagaState after = at(service.clock().millis());
    EndedAttempt.of(
            Optional.of(ASKED),
            after,
            List.of(new SagaEvent.StepSucceeded(new StepName("pay"), 1, Optional.empty())),
            true)
        .forEach(service.index().attempts()::add);
  }

  private static SagaState at(long nowMs) {
    return new SagaState(
        AFTER.identity(),
        AFTER.chain(),
        AFTER.status(),
        AFTER.startedAtMs(),
        nowMs,
        AFTER.request(),
        AFTER.progress(),
        AFTER.forgetAtMs());
  }

  @Test
  void shouldListTheActionsOfAllInstances() throws Exception {
    try (Instances instances = new Instances(2, 0)) {
      // given
      instances.service(0).index().actions().opened(500);
      instances.service(1).index().actions().opened(1_000);
      acted(instances.service(0), "first");
      acted(instances.service(1), "second");
      signalled(instances.service(1));

      // when
      JsonNode audit = get(instances, "/api/v1/audit");
      JsonNode newest = get(instances, "/api/v1/audit?limit=1&scope=local&only=operations");
      JsonNode requests = get(instances, "/api/v1/audit?only=requests");

      // then
      assertThat(audit.get("since").asText()).isEqualTo("1970-01-01T00:00:01Z");
      assertThat(audit.get("actions")).hasSize(3);
      assertThat(requests.get("actions")).hasSize(1);
      assertThat(requests.at("/actions/0/kind").asText()).isEqualTo("signal");
      assertThat(requests.at("/actions/0/signal").asText()).isEqualTo("paid");
      assertThat(requests.at("/actions/0/actor").asText()).isEqualTo("bert");
      assertThat(audit.get("unanswered")).isEmpty();
      assertThat(newest.at("/actions/0/kind").asText()).isEqualTo("edit-data");
      assertThat(newest.at("/actions/0/reason").asText()).isEqualTo("first");
      assertThat(newest.get("since").asText()).isEqualTo("1970-01-01T00:00:00.500Z");
    }
  }

  private static void acted(Service service, String reason) {
    AppliedAction.operations(
            AFTER,
            List.of(
                new ControlEvent.OperationApplied("op", OperationKind.EDIT_DATA, "ada", reason)))
        .forEach(done -> service.index().actions().add(ActionBoard.Origin.OPERATION, done));
  }

  private static void signalled(Service service) {
    AppliedAction.request(AFTER, List.of(), "bert", Optional.of(new SignalName("paid")))
        .ifPresent(done -> service.index().actions().add(ActionBoard.Origin.REQUEST, done));
  }

  @Test
  void shouldSayOfEachParticipantWhatIsKnown() throws Exception {
    try (Instances instances = new Instances(1, 0)) {
      // given: one that runs, one that was never deployed, and one that cannot be examined
      instances.service(0).index().committed(0, ASKED);
      succeeded(instances.service(0));
      ParticipantGroups groups =
          new ParticipantGroups(
              ParticipantGroup.unknown("engine", "not asked"),
              Map.of(
                  "payments",
                  new ParticipantGroup(
                      "payments",
                      Optional.of(new ParticipantGroup.Seen("Stable", 2, 40, true, List.of("p-1"))),
                      ""),
                  "mail",
                  ParticipantGroup.unknown("mail", "no such topic")));

      // when
      JsonNode known = participants(instances.service(0), () -> groups);
      JsonNode unknown =
          participants(
              instances.service(0),
              () -> {
                throw new DeploymentException("broker b-1 does not answer");
              });

      // then
      assertThat(known.at("/participants/0/group/whyNot").asText()).isEqualTo("no such topic");
      JsonNode payments = known.at("/participants/1");
      assertThat(payments.at("/waits/reply").asInt()).isEqualTo(1);
      assertThat(payments.at("/group/members").asInt()).isEqualTo(2);
      assertThat(payments.at("/group/unassigned/0").asText()).isEqualTo("p-1");
      assertThat(payments.at("/attempts/succeeded").asInt()).isEqualTo(1);
      assertThat(unknown.get("groupsUnknown").asText()).isEqualTo("broker b-1 does not answer");
      assertThat(unknown.at("/participants/0/name").asText()).isEqualTo("payments");
      assertThat(unknown.at("/participants/0/group").isNull()).isTrue();
    }
  }

  private static JsonNode participants(Service service, Supplier<ParticipantGroups> groups)
      throws Exception {
    Service known =
        service.with(
            new Service.Insight(
                KnownDefinition.NONE, new OnlyGroups(groups), Optional::empty, List.of()));
    Ask ask = new Ask(new Person("ada", AccessRole.VIEWER), Map.of(), Map.of(), Map.of(), "");
    JsonNode json = JSON.readTree(new ParticipantsRoute(known).answer(ask).body());
    assertThat(ApiContract.read().problemsOfAnswer("GET", ParticipantsRoute.PATH, 200, json))
        .isEmpty();
    return json;
  }

  private static JsonNode get(Instances instances, String path) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(instances.address(0, path))).build(),
                HttpResponse.BodyHandlers.ofString());
    JsonNode json = JSON.readTree(response.body());
    assertThat(
            ApiContract.read()
                .problemsOfAnswer("GET", path.replaceAll("\\?.*", ""), response.statusCode(), json))
        .isEmpty();
    assertThat(response.statusCode()).isEqualTo(200);
    return json;
  }

  private record OnlyGroups(Supplier<ParticipantGroups> groups) implements Surroundings {
    @Override
    public Surroundings.Known of(SagaState saga, long nowMs, TimeText times) {
      throw new IllegalStateException("Expected not to be asked");
    }

    @Override
    public ParticipantGroups participants() {
      return groups.get();
    }

    @Override
    public List<DeadLetter> letters(SagaId saga) {
      return List.of();
    }
  }
}
