package dev.sagas.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.http.ApiContract;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.Method;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.exchange.Route;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.cluster.Membership;
import dev.sagas.index.cluster.SagaStore;
import dev.sagas.index.exported.ExportedOrder;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.doctor.ParticipantGroups;
import dev.sagas.operate.query.FieldMask;
import dev.sagas.operate.query.TimeText;
import dev.sagas.operate.why.KnownDefinition;
import dev.sagas.operate.why.Surroundings;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered from the export, to whom, and what if it does not answer. */
class ExportedRoutesTest {
  private static final String LIST = "/api/v1/sagas";
  private static final String ONE = LIST + "/{id}";

  private KnownExport export = new KnownExport(false);
  private boolean isConfigured = true;
  private AccessRole role = AccessRole.VIEWER;

  private JsonNode get(String path, String... query) throws IOException {
    Service service =
        Service.of(
                new LiveIndex(),
                new OneEnded(),
                new Alone(),
                Deployment.of(Map.of("bootstrap.servers", "127.0.0.1:1")))
            .with(
                new Service.Insight(
                    KnownDefinition.NONE, new NothingAround(), Optional::empty, List.of()))
            .masking(FieldMask.of(List.of("Order.city")));
    Service exporting = isConfigured ? service.exporting(export) : service;
    Route route =
        ApiRoutes.of(() -> exporting).stream()
            .filter(each -> each.path().equals(path) && each.method() == Method.GET)
            .findFirst()
            .orElseThrow();
    Map<String, List<String>> parameters = new HashMap<>();
    String id = "gone-1";
    for (String word : query) {
      String[] parts = word.split("=", 2);
      if (parts[0].equals("id")) {
        id = parts[1];
      } else {
        parameters.merge(
            parts[0], List.of(parts[1]), (one, other) -> List.of(one.get(0), other.get(0)));
      }
    }
    JsonNode json =
        new ObjectMapper()
            .readTree(
                route
                    .answer(
                        new Ask(
                            new Person("ada", role), Map.of("id", id), parameters, Map.of(), ""))
                    .body());
    assertThat(ApiContract.read().problemsOfAnswer("GET", path, 200, json))
        .as("%s %s: %s", path, Arrays.toString(query), json)
        .isEmpty();
    return json;
  }

  private ProblemCode problem(String path, String... query) {
    try {
      get(path, query);
    } catch (ProblemException e) {
      return e.code();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("Expected a problem");
  }

  @Test
  void shouldListEndedSagasFromTheExport() throws IOException {
    // when
    JsonNode ended = get(LIST, "ended=true");
    JsonNode byStatus = get(LIST, "status=completed", "status=compensated", "order=id");
    JsonNode next = get(LIST, "ended=true", "cursor=" + ended.path("next").asText());

    // then
    assertThat(ended.at("/sagas/0/sagaId").asText()).isEqualTo("gone-1");
    assertThat(ended.at("/sagas/0/endedAt").asText()).isEqualTo("1970-01-01T00:00:02Z");
    assertThat(ended.at("/freshness/asOf").asText()).isEqualTo("1970-01-01T00:00:01Z");
    assertThat(ended.at("/freshness/complete").asBoolean()).isTrue();
    assertThat(ended.at("/freshness/export/works").asBoolean()).isTrue();
    assertThat(export.asked.get(0).sagas().statuses())
        .containsExactlyInAnyOrder(
            SagaStatus.COMPLETED,
            SagaStatus.COMPENSATED,
            SagaStatus.REFUSED,
            SagaStatus.ENDED_BY_OPERATOR);
    assertThat(export.asked).allMatch(filter -> filter.ended());
    assertThat(byStatus.path("sagas")).hasSize(1);
    assertThat(export.bounds.get(0).order()).isEqualTo(ExportedOrder.ENDED);
    assertThat(export.bounds.get(1).order()).isEqualTo(ExportedOrder.ID);
    assertThat(next.path("sagas")).hasSize(1);
    assertThat(export.bounds.get(2).after()).isPresent();
  }

  @Test
  void shouldAskTheStoresForLiveAndEndedOnesTogetherAndWhileTheExportIsAway() throws IOException {
    // given
    JsonNode both = get(LIST, "status=running", "status=completed");
    export = new KnownExport(true);

    // when
    JsonNode ended = get(LIST, "ended=true");

    // then
    assertThat(both.path("sagas").findValuesAsText("sagaId")).containsExactly("known-1");
    assertThat(ended.path("sagas").findValuesAsText("sagaId")).containsExactly("known-1");
    assertThat(ended.at("/freshness/export").isMissingNode()).isTrue();
    assertThat(problem(LIST, "text=gone")).isEqualTo(ProblemCode.EXPORT_UNAVAILABLE);
    assertThat(problem(ONE)).isEqualTo(ProblemCode.EXPORT_UNAVAILABLE);
    assertThat(get("/api/v1/exported").path("works").asBoolean()).isFalse();
  }

  @Test
  void shouldSearchDataAndTextInTheExportAlone() throws IOException {
    get(LIST, "text=gone", "data=id=o-1");
    assertThat(export.asked.get(0).ended()).isFalse();
    assertThat(export.asked.get(0).text()).contains("gone");
    assertThat(export.asked.get(0).data().orElseThrow().field()).containsExactly("id");
    assertThat(export.bounds.get(0).order()).isEqualTo(ExportedOrder.STARTED);
    assertThat(problem(LIST, "data=nonsense")).isEqualTo(ProblemCode.BAD_PARAMETER);
    isConfigured = false;
    assertThat(problem(LIST, "text=gone")).isEqualTo(ProblemCode.NO_EXPORT);
    assertThat(problem("/api/v1/exported/days")).isEqualTo(ProblemCode.NO_EXPORT);
    assertThat(get("/api/v1/exported").path("configured").asBoolean()).isFalse();
    assertThat(get(LIST, "ended=true").path("sagas").findValuesAsText("sagaId"))
        .containsExactly("known-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"city=Wien", "card.city=Graz", "$.city", "$.** ? (@ == \"Wien\")"})
  void shouldNotLetViewersSearchByWhatIsMaskedForThem(String condition) throws IOException {
    assertThat(problem(LIST, "data=" + condition)).isEqualTo(ProblemCode.FORBIDDEN);
    assertThat(export.asked).isEmpty();
    role = AccessRole.OPERATOR;
    assertThat(get(LIST, "data=" + condition).path("sagas")).hasSize(1);
  }

  @Test
  void shouldAnswerForAForgottenSagaFromTheExport() throws IOException {
    // when
    JsonNode saga = get(ONE);
    JsonNode history = get(ONE + "/history");
    JsonNode viewed = get(ONE + "/data");
    role = AccessRole.OPERATOR;
    JsonNode operated = get(ONE + "/data");

    // then
    assertThat(saga.path("status").asText()).isEqualTo("COMPENSATED");
    assertThat(saga.path("hash").isNull()).isTrue();
    assertThat(saga.at("/ending/turnedBack/code").asText()).isEqualTo("NO_ROOM");
    assertThat(saga.at("/ending/effectsLeft/0").asText()).isEqualTo("ship");
    assertThat(saga.at("/freshness/export/lagMs").isIntegralNumber()).isTrue();
    assertThat(history.at("/entries/0/events/0").asText()).isEqualTo("ended: compensated");
    assertThat(viewed.path("data"))
        .isEqualTo(
            new ObjectMapper()
                .readTree("{\"city\":\"***\",\"card\":{\"number\":\"***\",\"city\":\"***\"}}"));
    assertThat(operated.path("data")).isEqualTo(new ObjectMapper().readTree(KnownExport.DATA));
    assertThat(problem(ONE, "id=none")).isEqualTo(ProblemCode.NO_SUCH_SAGA);
    assertThat(get(ONE, "id=known-1").at("/freshness/export").isMissingNode()).isTrue();
  }

  @Test
  void shouldCountDays() throws IOException {
    JsonNode days = get("/api/v1/exported/days", "days=2");
    assertThat(days.at("/days/0/started").asInt()).isEqualTo(5);
    assertThat(days.at("/days/0/day")).isEqualTo(days.path("from"));
    assertThatThrownBy(() -> get("/api/v1/exported/days", "days=0"))
        .isInstanceOf(ProblemException.class);
  }

  /** Knows one ended saga, and no other. */
  private static final class OneEnded implements SagaStore {
    private final SagaState known = States.ended("known-1", SagaStatus.COMPLETED);

    @Override
    public Lookup find(SagaId id, boolean fromStandby) {
      boolean isKnown = id.equals(known.identity().id());
      return new Lookup(true, isKnown ? Optional.of(known) : Optional.empty(), Optional.empty());
    }

    @Override
    public boolean read(int partition, boolean fromStandby, Consumer<SagaState> sink) {
      return false;
    }

    @Override
    public Scan scan(
        String idPrefix, Optional<SagaId> after, Predicate<SagaState> wanted, Bounds bounds) {
      return new Scan(wanted.test(known) ? List.of(known) : List.of(), Optional.empty());
    }
  }

  private record NothingAround() implements Surroundings {
    @Override
    public Surroundings.Known of(SagaState saga, long nowMs, TimeText times) {
      throw new IllegalStateException("Expected not to be asked");
    }

    @Override
    public ParticipantGroups participants() {
      throw new IllegalStateException("Expected not to be asked");
    }

    @Override
    public List<DeadLetter> letters(SagaId saga) {
      return List.of();
    }
  }

  private record Alone() implements Membership {
    @Override
    public String self() {
      return "here:1";
    }

    @Override
    public int partitions() {
      return 1;
    }

    @Override
    public List<Member> members() {
      return List.of();
    }
  }
}
