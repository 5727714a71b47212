package dev.sagas.chaos.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.chaos.soak.SlopeVerdict;
import dev.sagas.operate.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of a long run for a person, or as JSON. */
final class SoakText {
  private static final double KB_PER_MB = 1_024;

  private SoakText() {}

  static String table(SoakReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(ChaosText.table(report.run()));
    lines.add(
        String.format(
            Locale.ROOT,
            "%-16s %-12s %9s %9s %9s %9s %7s  %s",
            "process",
            "uses",
            "level",
            "per hour",
            "grown",
            "tolerated",
            "points",
            "result"));
    report.resources().forEach(verdict -> lines.add(row(verdict, report)));
    lines.add(report.isClean() ? "nothing grows, no violation" : "NOT CLEAN");
    return String.join(System.lineSeparator(), lines);
  }

  private static String row(SlopeVerdict verdict, SoakReport report) {
    return String.format(
        Locale.ROOT,
        "%-16s %-12s %9.1f %9.1f %9.1f %9.1f %7d  %s",
        verdict.process(),
        verdict.kind().text(),
        verdict.level(),
        verdict.perHour(),
        verdict.grown(),
        verdict.tolerated(),
        verdict.points(),
        result(verdict, report));
  }

  private static String result(SlopeVerdict verdict, SoakReport report) {
    return switch (verdict.result()) {
      case FLAT -> "flat";
      case GROWS -> "GROWS";
      case TOO_SHORT -> "too short";
      case BY_DESIGN -> String.format(Locale.ROOT, "%.1f KB a saga", kbPerSaga(verdict, report));
    };
  }

  private static double kbPerSaga(SlopeVerdict verdict, SoakReport report) {
    return verdict.perHour() * KB_PER_MB / report.sagasPerHour();
  }

  static String json(SoakReport report) {
    ObjectNode json = Json.object();
    json.put("clean", report.isClean());
    json.set("run", ChaosText.node(report.run()));
    for (SlopeVerdict verdict : report.resources()) {
      ObjectNode resource =
          json.withArray("resources")
              .addObject()
              .put("process", verdict.process())
              .put("kind", verdict.kind().text())
              .put("result", verdict.result().name().toLowerCase(Locale.ROOT))
              .put("level", verdict.level())
              .put("perHour", verdict.perHour())
              .put("grown", verdict.grown())
              .put("tolerated", verdict.tolerated())
              .put("points", verdict.points());
      if (verdict.result() == SlopeVerdict.Result.BY_DESIGN) {
        resource.put("kbPerSaga", kbPerSaga(verdict, report));
      }
    }
    return Json.text(json);
  }
}
