package com.example.shop.local;

import com.example.shop.inventory.Inventory;
import com.example.shop.payments.Payments;
import com.example.shop.service.DatabaseSetup;
import com.example.shop.service.Settings;
import com.example.shop.shipping.Shipping;
import dev.sagas.participant.Participant;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All services and a PostgreSQL in one process, to try them next to {@code saga dev}; its data is
 * gone when it ends. PostgreSQL listens on port 5432, or the one in {@code -Dpostgres.port}.
 */
public final class LocalServices {
  private static final Logger LOG = LoggerFactory.getLogger(LocalServices.class);

  private LocalServices() {}

  /** Runs until the process receives a signal to stop. */
  public static void main(String[] args) throws Exception {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setPort(Integer.getInteger("postgres.port", 5432)).start();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    List<Participant> services =
        List.of(
            Inventory.participant(DatabaseSetup.open("inventory", url), Settings.kafka()),
            Payments.participant(DatabaseSetup.open("payments", url), Settings.kafka()),
            Shipping.participant(DatabaseSetup.open("shipping", url), Settings.kafka()));
    services.forEach(Participant::start);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> services.forEach(Participant::close)));
    LOG.info("Ready, with PostgreSQL at {}; stop with Ctrl-C", url);
    for (Participant service : services) {
      service.await();
    }
  }
}
