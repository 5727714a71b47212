package dev.sagas.dev.registry;

import dev.sagas.internal.LocalEndpoint;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * A schema registry that speaks Confluent's REST API for Avro schemas, for tests and dev mode.
 *
 * <ul>
 *   <li>Its content is a compacted topic: started again on the same cluster it has the same schemas
 *       and ids. Ids are never given twice.
 *   <li>It has read its topic to the end before it answers.
 *   <li>One registry per cluster. If there are two, each write of one fences off the other until
 *       that has read the topic again: ids stay unique, but one does not see at once what the other
 *       registered.
 *   <li>Compatibility is {@code BACKWARD} unless set otherwise.
 *   <li>While Kafka is unavailable, known schemas are still returned and writes fail with status
 *       500 and code 50001; it recovers automatically.
 *   <li>It has no authentication, so it listens on the loopback interface by default, and refuses
 *       requests from web pages: see {@link LocalEndpoint}.
 *   <li>Speaks UTF-8.
 * </ul>
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private final String host;
  private final Registry registry;
  private final Javalin server;

  private EmbeddedRegistry(String host, Registry registry, Javalin server) {
    this.host = host;
    this.registry = registry;
    this.server = server;
  }

  /** Starts on the loopback interface; port 0 takes a free one. */
  public static EmbeddedRegistry start(String bootstrapServers, int port) {
    return start(EmbeddedRegistryConfig.of(bootstrapServers).withPort(port));
  }

  /**
   * Starts, and returns when requests are answered.
   *
   * @throws RuntimeException if the topic cannot be read or the port is taken
   */
  public static EmbeddedRegistry start(EmbeddedRegistryConfig config) {
    return start(new KafkaSchemaLog(config.kafka(), config.topic()), config.host(), config.port());
  }

  static EmbeddedRegistry start(SchemaLog log, String host, int port) {
    Registry registry = new Registry(log);
    try {
      registry.open();
      Javalin server =
          Javalin.create(
              config -> {
                config.startup.showJavalinBanner = false;
                config.routes.before(context -> refusePages(new LocalEndpoint(host), context));
                config.routes.get("/", context -> Replies.json(context, Replies.object()));
                new RegistryRoutes(registry).addTo(config.routes);
                new SettingsRoutes(registry).addTo(config.routes);
                Replies.addErrorsTo(config.routes);
              });
      return new EmbeddedRegistry(host, registry, server.start(host, port));
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  private static void refusePages(LocalEndpoint endpoint, Context context) {
    endpoint
        .refusal(name -> Optional.ofNullable(context.header(name)))
        .ifPresent(
            refusal -> {
              throw RegistryError.refused(refusal);
            });
  }

  /** Where clients find it, as in {@code schema.registry.url}. */
  public String url() {
    return "http://" + host + ":" + server.port();
  }

  public int port() {
    return server.port();
  }

  /** Stops answering; the content stays in its topic. */
  @Override
  public void close() {
    server.stop();
    registry.close();
  }
}
