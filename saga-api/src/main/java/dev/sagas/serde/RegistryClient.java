package dev.sagas.serde;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A schema registry that speaks Confluent's REST API, as far as Avro needs it.
 *
 * <ul>
 *   <li>What the registry has answered once is remembered: a schema that was registered or looked
 *       up, and an id that was resolved, cost no further call. Refusals, and what is newest, are
 *       not remembered.
 *   <li>Every call is bounded in time and attempts.
 *   <li>Every method throws {@link RegistryUnavailableException} if no answer could be had: no
 *       connection, a time-out, an error of the server, refused access, or answers that no registry
 *       would give whatever it is asked.
 *   <li>An unreadable answer about one schema, while the registry answers others well, is that
 *       schema's fault: {@link CorruptRecordException} for an id, {@link
 *       SchemaNotRegisteredException} or {@link IncompatibleSchemaException} for a subject.
 *   <li>Safe for use by many threads.
 * </ul>
 */
public interface RegistryClient {
  /** Configuration key under which a client that exists already is handed on, as an instance. */
  String CLIENT_CONFIG = "saga.registry.client";

  /**
   * The client that a configuration asks for; nothing is called yet.
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
   * Registers a schema; one that is registered already keeps its id.
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
   * The newest schema under a subject; asked each time, because it changes.
   *
   * @return the schema's id
   * @throws SchemaNotRegisteredException if there is no such subject
   */
  int newestId(String subject);

  /**
   * The schema of an id.
   *
   * @throws UnknownSchemaException if the registry does not know the id
   * @throws CorruptRecordException if what it answers about this id is no readable Avro schema
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

  /** Sets what new versions under the subject have to be compatible with. */
  void setCompatibility(String subject, CompatibilityLevel level);
}
