package dev.sagas.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.engine.core.States;
import dev.sagas.http.ApiContract;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a batch freezes, without a broker: nothing is sent. */
class BatchRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Instances instances = new Instances(1, 0);

  @BeforeEach
  void commit() {
    instances.service(0).index().committed(0, States.waiting("paid-1", "order", 10));
    instances.service(0).index().committed(0, States.waiting("paid-2", "refund", 10));
    instances.service(0).index().committed(0, States.executing("busy-1", 10));
  }

  @AfterEach
  void close() {
    instances.close();
  }

  @Test
  void shouldFreezeOnlyTheSagasThatWaitForTheSignal() throws Exception {
    // when
    JsonNode all = prepared("{\"kind\":\"approve\",\"name\":\"paid\"}", "{}");
    JsonNode some = prepared("{\"kind\":\"approve\",\"name\":\"paid\"}", "{\"type\":\"refund\"}");
    JsonNode none = prepared("{\"kind\":\"approve\",\"name\":\"other\"}", "{}");

    // then
    assertThat(all.get("sagas").asInt()).isEqualTo(2);
    assertThat(all.get("kind").asText()).isEqualTo("approve");
    assertThat(all.get("signal").asText()).isEqualTo("paid");
    assertThat(all.get("actor").asText()).isEqualTo("ada");
    assertThat(some.get("sagas").asInt()).isEqualTo(1);
    assertThat(none.get("sagas").asInt()).isZero();
  }

  @Test
  void shouldLeaveOutSagasThatOnlyHaveALabelLikeTheSignal() throws Exception {
    // given
    instances
        .service(0)
        .index()
        .committed(
            0, States.labelled(States.executing("labelled-1", 10), Map.of("signal", "paid")));

    // when
    JsonNode all = prepared("{\"kind\":\"approve\",\"name\":\"paid\"}", "{}");

    // then
    assertThat(all.get("sagas").asInt()).isEqualTo(2);
  }

  @Test
  void shouldNeedAReasonToDeclineAndKnowTheKind() throws Exception {
    // when
    JsonNode declined =
        prepared("{\"kind\":\"decline\",\"name\":\"paid\",\"reason\":\"too dear\"}", "{}");
    JsonNode without = refused("{\"kind\":\"decline\",\"name\":\"paid\"}");
    JsonNode unknown = refused("{\"kind\":\"shout\",\"name\":\"paid\"}");
    JsonNode both = refused("{},\"operation\":{}");

    // then
    assertThat(declined.get("reason").asText()).isEqualTo("too dear");
    assertThat(without.get("detail").asText()).contains("signal.reason");
    assertThat(unknown.get("detail").asText()).contains("signal, approve or decline");
    assertThat(both.get("detail").asText()).contains("either field operation or field signal");
  }

  @Test
  void shouldPassOnWhatConcernsABatchToTheInstanceThatPreparedIt() throws Exception {
    try (Instances two = new Instances(2, 0)) {
      // given
      String order = "{\"sagas\":[\"paid-1\"],\"signal\":{\"kind\":\"approve\",\"name\":\"paid\"}}";
      String path = BatchRoutes.PATH + "/ab-1";
      post(two.address(0, BatchRoutes.PATH), order, Optional.of("ab-1"), 201);

      // when
      JsonNode again = post(two.address(1, BatchRoutes.PATH), order, Optional.of("ab-1"), 201);
      JsonNode other =
          post(
              two.address(1, BatchRoutes.PATH),
              order.replace("approve\",", "decline\",\"reason\":\"too dear\","),
              Optional.of("ab-1"),
              409);
      JsonNode uncounted = post(two.address(1, path + "/run"), "{\"count\":7}", 400);
      JsonNode local = post(two.address(1, path + "/stop?scope=local"), "{}", 404);
      JsonNode stopped = post(two.address(1, path + "/stop"), "{}", 202);
      JsonNode tooLate = post(two.address(1, path + "/run"), "{\"count\":1}", 409);
      JsonNode nowhere = post(two.address(1, path.replace("ab", "cd") + "/run"), "{}", 404);

      // then
      assertThat(two.service(1).batches().list()).isEmpty();
      assertThat(again.get("batchId").asText()).isEqualTo("ab-1");
      assertThat(other.get("code").asText()).isEqualTo("conflict");
      assertThat(uncounted.get("detail").asText()).contains("to be 1, the number of sagas");
      assertThat(local.get("code").asText()).isEqualTo("no-such-batch");
      assertThat(stopped.get("state").asText()).isEqualTo("STOPPED");
      assertThat(tooLate.get("detail").asText()).contains("but it is STOPPED");
      assertThat(nowhere.get("code").asText()).isEqualTo("no-such-batch");
    }
  }

  private JsonNode prepared(String signal, String filter) throws Exception {
    return post("{\"filter\":%s,\"signal\":%s}".formatted(filter, signal), 201);
  }

  private JsonNode refused(String signal) throws Exception {
    return post("{\"filter\":{},\"signal\":%s}".formatted(signal), 400);
  }

  private JsonNode post(String body, int status) throws Exception {
    return post(instances.address(0, BatchRoutes.PATH), body, status);
  }

  private static JsonNode post(String address, String body, int status) throws Exception {
    return post(address, body, Optional.empty(), status);
  }

  private static JsonNode post(String address, String body, Optional<String> key, int status)
      throws Exception {
    URI uri = URI.create(address);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    key.ifPresent(id -> request.header("Idempotency-Key", id));
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    JsonNode json = JSON.readTree(response.body());
    assertThat(response.statusCode()).as(json.toString()).isEqualTo(status);
    assertThat(ApiContract.read().problemsOfAnswer("POST", uri.getPath(), status, json)).isEmpty();
    return json;
  }
}
