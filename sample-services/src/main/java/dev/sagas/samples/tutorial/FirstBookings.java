package dev.sagas.samples.tutorial;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.participant.Participant;
import dev.sagas.samples.schema.tutorial.BookingData;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/** The first program of the tutorial: two bookings, one of which cannot be paid. */
final class FirstBookings {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private FirstBookings() {}

  static void run(Path directory, PrintWriter out) throws Exception {
    DevPlatformConfig config =
        DevPlatformConfig.in(directory)
            .with(OrchestratorConfig.DEFINITIONS, ConcertBooking.class.getName());
    DataSource theatre = TutorialDatabase.create("theatre");
    DataSource wallet = TutorialDatabase.create("wallet");
    try (DevPlatform platform = DevPlatform.start(config);
        Participant seats = Theatre.participant(theatre, platform.clientConfig());
        Participant money = Wallet.participant(wallet, platform.clientConfig());
        SagaClient client = SagaClient.connect(platform.clientConfig())) {
      seats.start();
      money.start();
      Report report = new Report(platform, out);
      report.outcome(client.startAndAwait(booking("booking-1", "ada"), PATIENCE).get());
      report.outcome(client.startAndAwait(booking("booking-2", "bob"), PATIENCE).get());
      report.number("free seats", theatre, "SELECT free FROM hall");
      report.history("booking-2");
    }
  }

  private static SagaStart booking(String id, String customer) {
    return SagaStart.of("concert-booking", id, new BookingData(id, customer, 2, 9_000L, null));
  }
}
