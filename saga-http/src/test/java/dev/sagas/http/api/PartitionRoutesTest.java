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
import java.util.List;
import org.junit.jupiter.api.Test;

/** What instances say of their partitions, and of those of others. */
class PartitionRoutesTest {
  @Test
  void shouldSayWhatIsKnownOfEachPartitionAndWhatIsNot() throws Exception {
    try (Instances instances = new Instances(2, 0)) {
      // given
      instances.service(1).index().committed(1, States.executing("o-1", 5));
      instances.service(0).index().restores().began(0, 1_000, 1);
      instances.service(0).index().restores().began(0, 500, 2);
      instances.service(0).index().restores().restored(0, 300);
      instances.service(1).index().open(1);
      instances.service(1).index().committed(1, States.executing("o-2", 5));

      // when: the brokers do not answer
      JsonNode own = get(instances, "/api/v1/partitions?scope=local");
      JsonNode other = get(instances, 1, "/api/v1/partitions?scope=local");
      JsonNode running = get(instances, "/api/v1/recoveries?scope=local");

      // then
      JsonNode first = own.at("/partitions/0");
      assertThat(first.get("role").asText()).isEqualTo("restoring");
      assertThat(first.get("live").asInt()).isZero();
      assertThat(first.get("instance").asText()).startsWith("127.0.0.1:");
      assertThat(own.at("/partitions/1/role").asText()).isEqualTo("active");
      assertThat(own.at("/partitions/1/live").isNull()).as("only the other knows").isTrue();
      assertThat(own.at("/freshness/missing")).hasSize(1);
      assertThat(other.at("/partitions/1/filling").asBoolean()).isTrue();
      assertThat(other.at("/partitions/1/live").isNull()).isTrue();
      assertThat(running.at("/running/0/records").asInt()).isEqualTo(1_500);
      assertThat(running.at("/running/0/recordsRestored").asInt()).isEqualTo(300);
    }
  }

  private static JsonNode get(Instances instances, String path) throws Exception {
    return get(instances, 0, path);
  }

  private static JsonNode get(Instances instances, int instance, String path) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(instances.address(instance, path))).build(),
                HttpResponse.BodyHandlers.ofString());
    JsonNode json = new ObjectMapper().readTree(response.body());
    List<String> problems =
        ApiContract.read()
            .problemsOfAnswer("GET", path.replaceAll("\\?.*", ""), response.statusCode(), json);
    assertThat(problems).as(response.body()).isEmpty();
    assertThat(response.statusCode()).isEqualTo(200);
    return json;
  }
}
