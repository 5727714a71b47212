package dev.sagas.samples.bench;

/**
 * One round of one variant.
 *
 * @param perSecond commands per second, when all are sent at once
 * @param participantMicros CPU of the participant's process for one of them
 * @param databaseMicros CPU of the database for one of them
 * @param p50Ms from the moment when a command should have been sent at a fixed rate until its reply
 *     was read
 */
record Measured(
    double perSecond, double participantMicros, double databaseMicros, double p50Ms, double p99Ms) {
  /** The figures by the names that they have in the report. */
  enum Figure {
    COMMANDS_PER_SECOND("commands/s"),
    PARTICIPANT_MICROS("participant's CPU, µs a command"),
    DATABASE_MICROS("database's CPU, µs a command"),
    P50_MS("reply after, p50 ms"),
    P99_MS("reply after, p99 ms");

    private final String title;

    Figure(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    double of(Measured round) {
      return switch (this) {
        case COMMANDS_PER_SECOND -> round.perSecond();
        case PARTICIPANT_MICROS -> round.participantMicros();
        case DATABASE_MICROS -> round.databaseMicros();
        case P50_MS -> round.p50Ms();
        case P99_MS -> round.p99Ms();
      };
    }
  }
}
