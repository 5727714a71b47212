package dev.sagas.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalEndpointTest {
  private static final String OWN = "127.0.0.1:8081";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:8081",
        "127.0.0.1",
        "127.9.9.9:1",
        "localhost:8081",
        "LocalHost",
        "[::1]:8081",
        "[::1]"
      })
  void shouldAnswerWhenTheHostIsALoopbackAddress(String host) {
    assertThat(status("127.0.0.1", Map.of("Host", host))).isEmpty();
    assertThat(status("localhost", Map.of("Host", host, "Origin", "http://" + host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8081",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "0.0.0.0:8081",
        "[::2]:8081",
        ""
      })
  void shouldRefuseWhenANameWasMadeToPointHere(String host) {
    assertThat(status("127.0.0.1", Map.of("Host", host))).hasValue(403);
    assertThat(status("::1", Map.of("Host", host))).hasValue(403);
    assertThat(status("localhost", Map.of("Host", host, "Origin", "http://" + host))).hasValue(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry:8081", "10.0.0.1", "127.0.0.1:8081"})
  void shouldAnswerEveryHostWhenBoundToMoreThanThisMachine(String host) {
    assertThat(status("0.0.0.0", Map.of("Host", host))).isEmpty();
    assertThat(status("registry", Map.of("Host", host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "https://evil.example:8081",
        "http://127.0.0.1",
        "http://127.0.0.1:8080",
        "http://127.0.0.1:80810",
        "null",
        "",
        "file://"
      })
  void shouldRefuseWhenAPageOfAnotherOriginAsks(String origin) {
    assertThat(status("127.0.0.1", Map.of("Host", OWN, "Origin", origin))).hasValue(403);
    assertThat(status("0.0.0.0", Map.of("Host", OWN, "Origin", origin))).hasValue(403);
  }

  @ParameterizedTest
  @CsvSource({"same-origin, 0", "none, 0", "same-site, 403", "cross-site, 403"})
  void shouldRefuseWhenTheBrowserSaysThatAnotherSiteAsks(String site, int status) {
    Map<String, String> headers = Map.of("Host", OWN, "Sec-Fetch-Site", site);

    assertThat(status("127.0.0.1", headers).orElse(0)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 0",
    "application/JSON; charset=utf-8, 0",
    "application/vnd.schemaregistry.v1+json, 0",
    "application/problem+json, 0",
    "text/plain, 415",
    "text/plain;application/json, 415",
    "application/x-www-form-urlencoded, 415",
    "multipart/form-data, 415",
    "application/jsonp, 415",
    "'', 415"
  })
  void shouldTakeABodyOnlyWhenItIsJson(String type, int status) {
    Map<String, String> headers = new HashMap<>(Map.of("Host", OWN, "Content-Length", "12"));
    if (!type.isEmpty()) {
      headers.put("Content-Type", type);
    }
    assertThat(status("127.0.0.1", headers).orElse(0)).isEqualTo(status);

    headers.remove("Content-Length");
    assertThat(status("127.0.0.1", headers)).isEmpty();
    headers.put("Transfer-Encoding", "chunked");
    assertThat(status("127.0.0.1", headers).orElse(0)).isEqualTo(status);
  }

  private static OptionalInt status(String bound, Map<String, String> headers) {
    return new LocalEndpoint(bound)
        .refusal(name -> Optional.ofNullable(headers.get(name))).stream()
            .mapToInt(LocalEndpoint.Refusal::status)
            .findFirst();
  }
}
