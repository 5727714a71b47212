package dev.sagas.serde;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A client for a schema registry with Confluent's REST API, as far as Avro needs it.
 *
 * <ul>
 *   <li>Answers are cached: a schema that was registered or looked up, and an id that was resolved,
 *       cost no further call. Refusals, and newest versions, are not cached.
 *   <li>Every call is bounded in time and attempts.
 *   <li>Every method throws {@link RegistryUnavailableException} if there is no usable answer: no
 *       connection, a time-out, a server error, denied access, or only answers that no registry
 *       would give.
 *   <li>An unreadable answer about one schema, while the registry answers others correctly, is that
 *       schema's fault: {@link CorruptRecordException} for an id, {@link
 *       SchemaNotRegisteredException} or {@link IncompatibleSchemaException} for a subject.
 *   <li>Safe for use by many threads.
 * </ul>
 */
public interface RegistryClient {
  /** Configuration key under which an existing client is passed on, as an instance. */
  String CLIENT_CONFIG = "saga.registry.client";

  /**
   * The client for a configuration; makes no calls yet.
   *
   * @param config the usual keys of Confluent's clients, see {@code
   *     docs/reference/serialization.md}
   * @throws org.apache.kafka.common.config.ConfigException if {@code schema.registry.url} is
   *     missing or a value does not fit
   */
  static RegistryClient connect(Map<String, ?> config) {
    return config.get(CLIENT_CONFIG) instanceof RegistryClient given
        ? given
        : new HttpRegistryClient(new RegistryHttp(RegistryConfig.of(config)));
  }

  /**
   * Registers a schema; one that is already registered keeps its id.
   *
   * @return the schema's id
   * @throws IncompatibleSchemaException if the registry refuses the schema
   */
  int register(String subject, Schema schema);

  /**
   * Looks a schema up.
   *
   * @return the schema's id
   * @throws SchemaNotRegisteredException if it is not registered under the subject
   */
  int idOf(String subject, Schema schema);

  /**
   * The newest schema under a subject; not cached, because it changes.
   *
   * @return the schema's id
   * @throws SchemaNotRegisteredException if there is no such subject
   */
  int newestId(String subject);

  /**
   * The schema of an id.
   *
   * @throws UnknownSchemaException if the registry does not know the id
   * @throws CorruptRecordException if its answer about this id is not a readable Avro schema
   */
  Schema schemaById(int id);

  /** True if the schema could be registered as the subject's next version. */
  boolean isCompatible(String subject, Schema schema);

  /**
   * Why the schema could not be registered as the subject's next version, in the registry's words;
   * empty if it could.
   */
  default List<String> incompatibilities(String subject, Schema schema) {
    return isCompatible(subject, schema)
        ? List.of()
        : List.of("the registry says that it is not compatible");
  }

  /** Sets what new versions under the subject must be compatible with. */
  void setCompatibility(String subject, CompatibilityLevel level);
}
