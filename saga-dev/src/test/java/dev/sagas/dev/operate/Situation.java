package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.monitoring.FiringAlerts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What an operator learns on a platform: by the command, over HTTP, in the UI, and by alerts. */
final class Situation {
  /** Participants' groups are asked every 15 s. */
  private static final Duration SCRAPES = Duration.ofSeconds(60);

  private final OperatedPlatform sagas;
  private final FiringAlerts alerts;
  private final String calm;

  /** Begins while nothing is broken. */
  Situation(OperatedPlatform sagas, Path folder) throws Exception {
    this.sagas = sagas;
    this.alerts = new FiringAlerts(folder);
    this.calm = sagas.text("/metrics");
  }

  /** {@code saga why}, HTTP and the saga's page name the same cause. */
  void isExplained(String saga, String... causes) throws Exception {
    assertThat(command(saga)).contains(causes);
    assertThat(http(saga)).contains(causes);
    assertThat(page(saga)).contains(causes);
  }

  /** What the command says on the topics alone, in one line. */
  String command(String saga) {
    OperatedPlatform.Run run = sagas.saga("why", saga);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return line(run.out());
  }

  /** What HTTP says, in one line. */
  String http(String saga) throws Exception {
    return line(
        StreamSupport.stream(
                sagas.get("/sagas/" + saga + "/why").json().get("sentences").spliterator(), false)
            .map(sentence -> sentence.get("text").asText())
            .collect(Collectors.joining(" ")));
  }

  /** What the saga's page says, in one line and without its marks. */
  String page(String saga) throws Exception {
    return line(
        sagas
            .text("/sagas/" + URLEncoder.encode(saga, StandardCharsets.UTF_8) + "/why")
            .replaceAll("<[^>]*>", " ")
            .replace("&#34;", "\"")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&"));
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** An alert whose labels and summary contain these texts fires if it stays so. */
  void isAlerted(int minutes, String... texts) {
    await()
        .atMost(SCRAPES)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () ->
                assertThat(firing(minutes)).anySatisfy(alert -> assertThat(alert).contains(texts)));
  }

  /** No alert that contains these texts fires any more. */
  void isCalm(int minutes, String... texts) {
    await()
        .atMost(SCRAPES)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () ->
                assertThat(firing(minutes))
                    .noneSatisfy(alert -> assertThat(alert).contains(texts)));
  }

  private List<String> firing(int minutes) throws Exception {
    return alerts.after(calm, sagas.text("/metrics"), minutes);
  }
}
