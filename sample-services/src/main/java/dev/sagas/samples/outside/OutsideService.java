package dev.sagas.samples.outside;

import dev.sagas.internal.LocalEndpoint;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.service.ServiceDatabase;
import dev.sagas.samples.service.ServiceProcess;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The bank and the carriers, in one process with its own database.
 *
 * <ul>
 *   <li>{@code POST /charges} and {@code POST /bookings} with a header {@code Idempotency-Key}
 *       apply an effect: 201. The same key with the same request is answered as the first time;
 *       with another request 422; after it was cancelled 409.
 *   <li>{@code POST /charges/cancel} and {@code POST /bookings/cancel} make sure that the effect of
 *       the key does not exist and cannot happen later: 200, each time with the same answer, and
 *       also for a key that was never used.
 *   <li>402 for a card that is declined or unknown, 404 for an unknown carrier, 504 for one that
 *       does not answer, 400 for a malformed request, 503 if the database does not answer. Answers
 *       with status 500 or above are not remembered; they leave no effect.
 *   <li>{@code GET /health/ready} answers 200.
 *   <li>Has no authentication, so it listens on the loopback interface by default, and refuses
 *       requests from web pages: see {@link LocalEndpoint}.
 * </ul>
 */
public final class OutsideService implements ServiceProcess.Running {
  /** Its name, which is also that of its database. */
  public static final String NAME = "outside";

  private final URI url;
  private final ServiceDatabase database;
  private final Javalin server;

  private OutsideService(URI url, ServiceDatabase database, Javalin server) {
    this.url = url;
    this.database = database;
    this.server = server;
  }

  /** Opens the configured database and answers until the result is closed. */
  public static OutsideService start(ServiceConfig config) {
    return start(config, config.database(NAME));
  }

  /** The same on a different database. */
  public static OutsideService start(ServiceConfig config, DatabaseSettings settings) {
    ServiceDatabase database = ServiceDatabase.openWithoutFence(NAME, settings, NAME);
    try {
      OutsideRoutes routes = new OutsideRoutes(new KeyMemory(database.dataSource()));
      String host = config.getString(ServiceConfig.HTTP_HOST);
      LocalEndpoint endpoint = new LocalEndpoint(host);
      Javalin server =
          Javalin.create(
              javalin -> {
                javalin.startup.showJavalinBanner = false;
                javalin.routes.before(context -> refusePages(endpoint, context));
                routes.addTo(javalin.routes);
              });
      server.start(host, config.getInt(ServiceConfig.HTTP_PORT));
      return new OutsideService(
          URI.create("http://" + host + ":" + server.port()), database, server);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static void refusePages(LocalEndpoint endpoint, Context context) {
    endpoint
        .refusal(name -> Optional.ofNullable(context.header(name)))
        .ifPresent(
            refusal -> {
              Answer answer = Answer.problem(refusal.status(), "REFUSED", refusal.reason());
              OutsideRoutes.answer(context, answer);
              context.skipRemainingHandlers();
            });
  }

  /**
   * Runs in this process, configured by its environment, until the process receives a signal to
   * stop.
   */
  public static void main(String[] arguments) {
    ServiceProcess.run(NAME, ServiceConfig.ofEnvironment(System.getenv()), OutsideService::start);
  }

  /** Where it answers, as in {@link ServiceConfig#OUTSIDE_URL}; also once it is closed. */
  public URI url() {
    return url;
  }

  public DataSource dataSource() {
    return database.dataSource();
  }

  @Override
  public boolean isRunning() {
    return server.jettyServer().started();
  }

  /** Stops answering; the data stays in the database. */
  @Override
  public void close() {
    server.stop();
    database.close();
  }
}
