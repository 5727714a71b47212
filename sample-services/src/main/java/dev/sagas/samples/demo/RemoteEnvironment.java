package dev.sagas.samples.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.order.OrderBooks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A running deployment. */
final class RemoteEnvironment implements DemoEnvironment {
  /**
   * Where a deployment is.
   *
   * @param databaseUrl JDBC URL in which {service} is replaced with the service's name; empty to
   *     leave the books unchecked
   * @param databaseUser in which {service} is replaced with the service's name
   */
  record Address(
      String bootstrapServers,
      String registryUrl,
      String topicPrefix,
      String databaseUrl,
      String databaseUser,
      String databasePassword) {}

  private final Address address;
  private final List<HikariDataSource> databases;

  private RemoteEnvironment(Address address, List<HikariDataSource> databases) {
    this.address = address;
    this.databases = databases;
  }

  static RemoteEnvironment connect(Address address) {
    List<HikariDataSource> databases =
        address.databaseUrl().isEmpty()
            ? List.of()
            : Stream.of("orders", "customers", "inventory", "payments", "shipping", "outside")
                .map(service -> database(address, service))
                .toList();
    return new RemoteEnvironment(address, databases);
  }

  private static HikariDataSource database(Address address, String service) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.databaseUrl().replace("{service}", service));
    config.setUsername(address.databaseUser().replace("{service}", service));
    config.setPassword(address.databasePassword());
    config.setReadOnly(true);
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }

  @Override
  public Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", address.bootstrapServers());
    settings.put("schema.registry.url", address.registryUrl());
    settings.put("saga.topic.prefix", address.topicPrefix());
    return settings;
  }

  @Override
  public TopicNames topics() {
    return new TopicNames(address.topicPrefix());
  }

  @Override
  public Optional<OrderBooks> books() {
    return databases.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OrderBooks(
                databases.get(0),
                databases.get(1),
                databases.get(2),
                databases.get(3),
                databases.get(4),
                databases.get(5)));
  }

  @Override
  public void close() {
    databases.forEach(HikariDataSource::close);
  }
}
