package dev.sagas.chaos.cluster;

/**
 * Where clients reach the parts of a cluster, through their routes.
 *
 * @param brokers as in {@code bootstrap.servers}
 * @param registry its URL
 * @param databasePort of PostgreSQL on the loopback interface
 */
public record Addresses(String brokers, String registry, int databasePort) {
  /** The JDBC URL of a database. */
  public String database(String name) {
    return "jdbc:postgresql://127.0.0.1:%s/%s".formatted(databasePort, name);
  }
}
