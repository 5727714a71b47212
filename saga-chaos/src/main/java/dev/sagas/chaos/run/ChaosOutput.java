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

  String of(SoakReport report) {
    return switch (this) {
      case TABLE -> SoakText.table(report);
      case JSON -> SoakText.json(report);
    };
  }

  String of(RecoveryReport report) {
    return switch (this) {
      case TABLE -> report.table();
      case JSON -> report.json();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
