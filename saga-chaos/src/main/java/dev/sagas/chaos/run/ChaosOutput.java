package dev.sagas.chaos.run;

import java.util.Locale;

/** The forms of a report. */
enum ChaosOutput {
  TABLE,
  JSON;

  String of(ChaosReport report) {
    return switch (this) {
      case TABLE -> ChaosText.table(report);
      case JSON -> ChaosText.json(report);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
