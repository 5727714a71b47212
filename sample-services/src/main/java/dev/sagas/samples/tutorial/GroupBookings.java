package dev.sagas.samples.tutorial;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.participant.Participant;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.samples.schema.tutorial.BookingData;
import dev.sagas.schema.SagaOutcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** The second program of the tutorial: groups that need an approval, and a bus that is full. */
final class GroupBookings {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final SignalName APPROVAL = new SignalName("organiser-approval");

  private GroupBookings() {}

  static void run(Path directory, PrintWriter out) throws Exception {
    DevPlatformConfig config =
        DevPlatformConfig.in(directory)
            .with(
                OrchestratorConfig.DEFINITIONS,
                ConcertBooking.class.getName() + "," + ConcertBookingV2.class.getName());
    DataSource theatre = TutorialDatabase.create("theatre");
    DataSource wallet = TutorialDatabase.create("wallet");
    DataSource shuttle = TutorialDatabase.create("shuttle");
    try (DevPlatform platform = DevPlatform.start(config);
        Participant seats = Theatre.participant(theatre, platform.clientConfig());
        Participant money = Wallet.participant(wallet, platform.clientConfig());
        Participant bus = Shuttle.participant(shuttle, platform.clientConfig());
        SagaClient client = SagaClient.connect(platform.clientConfig())) {
      seats.start();
      money.start();
      bus.start();
      Report report = new Report(platform, out);
      bookAndDecide(client, report);
      report.number("free seats", theatre, "SELECT free FROM hall");
      report.number("free places on the bus", shuttle, "SELECT free FROM bus");
      report.history("booking-5");
    }
  }

  private static void bookAndDecide(SagaClient client, Report report) throws Exception {
    Future<SagaOutcome> approved = client.startAndAwait(booking("booking-3", 12), PATIENCE);
    client.approve(new SagaId("booking-3"), APPROVAL, "grace").get();
    report.outcome(approved.get());

    Future<SagaOutcome> declined = client.startAndAwait(booking("booking-4", 11), PATIENCE);
    client.decline(new SagaId("booking-4"), APPROVAL, "grace", "No choirs").get();
    report.outcome(declined.get());

    report.outcome(client.startAndAwait(booking("booking-5", 4), PATIENCE).get());
  }

  private static SagaStart booking(String id, int seats) {
    BookingData data = new BookingData(id, "carol", seats, 4_500L * seats, null);
    return SagaStart.of("concert-booking", id, data);
  }
}
