package dev.sagas.cli.asyncapi;

import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SchemaNotRegisteredException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The schemas of a definition's records.
 *
 * <ul>
 *   <li>The protocol's own records have the schema of this version; any other has the newest one
 *       that is registered under its name.
 * </ul>
 */
public final class RecordSchemas {
  private static final Map<String, Schema> PROTOCOL =
      Stream.of(
              StepFailure.getClassSchema(),
              NothingToUndo.getClassSchema(),
              ApprovalDecision.getClassSchema())
          .collect(Collectors.toUnmodifiableMap(Schema::getFullName, Function.identity()));

  private final RegistryClient registry;

  /** Schemas in this registry. */
  public RecordSchemas(RegistryClient registry) {
    this.registry = registry;
  }

  /**
   * The schema that clients write the definition's data with: the newest that was deployed with it.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if the registry does not answer,
   *     or does not know it any more
   */
  Optional<Schema> data(PublishedSaga saga) {
    List<Integer> ids = saga.dataSchemaIds();
    return ids.isEmpty()
        ? named(saga.dataType())
        : Optional.of(registry.schemaById(ids.get(ids.size() - 1)));
  }

  /**
   * The schema of a record; empty if it is not registered, because its participant never started.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if the registry does not answer
   */
  Optional<Schema> named(String fullName) {
    Schema own = PROTOCOL.get(fullName);
    if (own != null) {
      return Optional.of(own);
    }
    try {
      return Optional.of(registry.schemaById(registry.newestId(fullName)));
    } catch (SchemaNotRegisteredException e) {
      return Optional.empty();
    }
  }
}
