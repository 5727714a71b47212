package com.example.shop.service;

import java.util.Map;

/** What the environment says; by default the ports of {@code saga dev}. */
public final class Settings {
  private Settings() {}

  /** How to reach Kafka and the schema registry. */
  public static Map<String, String> kafka() {
    return Map.of(
        "bootstrap.servers", variable("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
        "schema.registry.url", variable("SCHEMA_REGISTRY_URL", "http://localhost:8081"));
  }

  /** The JDBC URL of the service's database, with its user and password. */
  public static String databaseUrl() {
    return variable("DATABASE_URL", "jdbc:postgresql://localhost:5432/postgres?user=postgres");
  }

  private static String variable(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}
