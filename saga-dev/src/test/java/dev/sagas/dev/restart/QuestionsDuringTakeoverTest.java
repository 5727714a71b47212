package dev.sagas.dev.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.dev.engine.Wire;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.samples.schema.trip.TripData;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two instances, one of them killed: the other answers throughout, and names what is missing. */
@Tag("crash")
class QuestionsDuringTakeoverTest {
  private static final int SAGAS = 120;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "WITH_STANDBY"})
  void shouldAnswerThroughoutAndNameTheGaps(Membership membership) throws Exception {
    try (TwoOrchestrators both = TwoOrchestrators.start(directory, membership)) {
      // given
      startTrips(both);
      for (String name : List.of(TwoOrchestrators.FIRST, TwoOrchestrators.SECOND)) {
        await(name).atMost(LIMIT).until(() -> isWhole(counts(both, name)));
      }
      Set<Integer> lost = both.partitionsOf(TwoOrchestrators.FIRST);
      String own = sagaOn(lost);
      assertThat(ask(both, "/sagas/" + own).statusCode()).isEqualTo(200);

      // when
      both.instance(TwoOrchestrators.FIRST).kill();
      List<JsonNode> answers = new ArrayList<>();
      Set<Integer> statuses = new HashSet<>();
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                statuses.add(ask(both, "/sagas/" + own).statusCode());
                answers.add(counts(both, TwoOrchestrators.SECOND));
                return answers.size() > 20 && isWhole(answers.get(answers.size() - 1));
              });

      // then
      assertThat(statuses).isSubsetOf(200, 503).contains(200);
      assertThat(answers).allMatch(answer -> isWhole(answer) || namesOnly(answer, lost));
      System.out.printf(
          "%s: %s answers, of which %s named a gap and %s were from warm copies%n",
          membership,
          answers.size(),
          answers.stream().filter(answer -> !answer.at("/freshness/missing").isEmpty()).count(),
          answers.stream().filter(answer -> !answer.at("/freshness/standby").isEmpty()).count());
    }
  }

  /** Complete by its own word, and with every saga. */
  private static boolean isWhole(JsonNode counts) {
    return counts.at("/freshness/complete").asBoolean() && counts.path("total").asInt() == SAGAS;
  }

  /** It is not complete, and says of which partitions. */
  private static boolean namesOnly(JsonNode counts, Set<Integer> lost) {
    Set<Integer> named = new HashSet<>();
    for (String gap : List.of("missing", "filling", "standby")) {
      counts.at("/freshness/" + gap).forEach(partition -> named.add(partition.asInt()));
    }
    return !counts.at("/freshness/complete").asBoolean()
        && !named.isEmpty()
        && lost.containsAll(named);
  }

  private static JsonNode counts(TwoOrchestrators both, String name) throws Exception {
    HttpResponse<String> response = both.instance(name).get("/sagas/counts");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static HttpResponse<String> ask(TwoOrchestrators both, String path) throws Exception {
    return both.instance(TwoOrchestrators.SECOND).get(path);
  }

  private static String sagaOn(Set<Integer> partitions) {
    for (int i = 0; i < SAGAS; i++) {
      String id = "trip-" + i;
      if (partitions.contains(KeyPartition.of(new SagaId(id), TwoOrchestrators.PARTITIONS))) {
        return id;
      }
    }
    throw new AssertionError("Expected a saga on one of " + partitions);
  }

  private static void startTrips(TwoOrchestrators both) throws Exception {
    try (Wire wire = new Wire(both.clientConfig())) {
      for (int i = 0; i < SAGAS; i++) {
        String id = "trip-" + i;
        TripData trip = new TripData(id, "ada", "compact", "Ritz", "OS 1", 1, null, null, null);
        wire.send(
            "saga.requests",
            wire.encode("saga.requests", trip),
            Map.of(SagaHeaders.SAGA_ID, id, SagaHeaders.TYPE, "patient-two-step-trip"));
      }
    }
  }
}
