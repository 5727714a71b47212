package dev.sagas.dev.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.json.Json;
import java.util.List;

/** A report as JSON. */
final class BenchJson {
  private BenchJson() {}

  static String of(BenchReport report) {
    ObjectNode json = Json.object();
    json.put("profile", report.profile().toString());
    ObjectNode facts = json.putObject("facts");
    report.facts().forEach(facts::put);
    putSeries(json, "product", report.product());
    putSeries(json, "bound", report.bound());
    for (TopicUse use : report.topics()) {
      json.withArray("topics")
          .addObject()
          .put("topic", use.topic())
          .put("recordsPerSaga", use.recordsPerSaga())
          .put("bytesPerSaga", use.bytesPerSaga())
          .put("diskBytesPerSaga", use.diskBytesPerSaga());
    }
    putStores(json, report.stores());
    for (Target target : report.targets()) {
      json.withArray("targets")
          .addObject()
          .put("measure", target.measure())
          .put("result", target.value())
          .put("target", target.aim())
          .put("met", target.isMet());
    }
    report
        .audited()
        .ifPresent(
            audited ->
                json.putObject("audit")
                    .put("sagas", audited.sagas())
                    .put("violations", audited.violations()));
    return Json.text(json);
  }

  private static void putStores(ObjectNode json, List<StoreUse> stores) {
    for (StoreUse use : stores) {
      json.withArray("stores")
          .addObject()
          .put("store", use.store())
          .put("writtenPerSaga", use.writtenPerSaga())
          .put("readPerSaga", use.readPerSaga())
          .put("seeksPerSaga", use.seeksPerSaga())
          .put("stepsPerSaga", use.stepsPerSaga());
    }
  }

  private static void putSeries(ObjectNode json, String name, List<Series> all) {
    for (Series series : all) {
      ObjectNode node = json.withArray(name).addObject();
      node.put("series", series.label());
      put(node, "sagasPerSecond", series.perSecond());
      put(node, "cpuMicrosPerSaga", series.cpuMicros());
      for (String process : series.processes()) {
        put(node.withObject("/cpuMicrosPerSagaBy"), process, series.cpuMicros(process));
        put(
            node.withObject("/residentMb"),
            process,
            series.spread(window -> window.residentMb(process)));
      }
      series.otherCores().ifPresent(spread -> put(node, "otherCores", spread));
      series.latency(Window.Latency::p50).ifPresent(spread -> put(node, "p50Ms", spread));
      series.latency(Window.Latency::p95).ifPresent(spread -> put(node, "p95Ms", spread));
      series.latency(Window.Latency::p99).ifPresent(spread -> put(node, "p99Ms", spread));
      series.latency(Window.Latency::max).ifPresent(spread -> put(node, "maxMs", spread));
      series.windows().forEach(window -> putWindow(node, window));
      for (Question.Answered answered : series.answered()) {
        node.withArray("questions")
            .addObject()
            .put("question", answered.question())
            .put("asked", answered.count())
            .put("p50Ms", answered.p50())
            .put("p99Ms", answered.p99())
            .put("maxMs", answered.max());
      }
    }
  }

  private static void put(ObjectNode json, String name, Spread spread) {
    json.putObject(name)
        .put("median", spread.median())
        .put("least", spread.least())
        .put("most", spread.most());
  }

  private static void putWindow(ObjectNode series, Window window) {
    ObjectNode node =
        series
            .withArray("windows")
            .addObject()
            .put("seconds", window.seconds())
            .put("sagas", window.sagas())
            .put("sagasPerSecond", window.perSecond());
    window.otherCores().ifPresent(cores -> node.put("otherCores", cores));
    window
        .latency()
        .ifPresent(
            latency ->
                node.put("p50Ms", latency.p50())
                    .put("p95Ms", latency.p95())
                    .put("p99Ms", latency.p99())
                    .put("maxMs", latency.max()));
  }
}
