package dev.sagas.architecture;

/** Patterns of packages outside a module that rows of the package table name. */
public final class Libraries {
  public static final String AVRO = "org.apache.avro..";
  public static final String JACKSON = "com.fasterxml.jackson..";
  public static final String KAFKA_CLIENTS = "org.apache.kafka.clients..";
  public static final String KAFKA_COMMON = "org.apache.kafka.common..";
  public static final String LOGGING = "org.slf4j..";
  public static final String MICROMETER = "io.micrometer.core..";

  /** The protocol's records, generated from its schemas. */
  public static final String SCHEMAS = "dev.sagas.schema..";

  private Libraries() {}
}
