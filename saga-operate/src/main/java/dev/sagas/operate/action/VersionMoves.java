package dev.sagas.operate.action;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.index.live.LivePage;
import dev.sagas.operate.query.SagaList;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Migrates all live sagas of one version of a definition to another (R19).
 *
 * <ul>
 *   <li>Each saga is migrated separately, one after the other: a refusal does not affect the
 *       others, and an interrupted migration can be repeated.
 *   <li>Sagas that start on the old version in the meantime are not migrated.
 * </ul>
 */
public final class VersionMoves {
  private final Deployment deployment;

  private VersionMoves(Deployment deployment) {
    this.deployment = deployment;
  }

  /** The moves on this deployment; its client settings must name the schema registry. */
  public static VersionMoves of(Deployment deployment) {
    return new VersionMoves(deployment);
  }

  /**
   * Migrates the sagas, or reports what would happen.
   *
   * @param timeout how long to wait for each answer, 1 ms to 1 hour
   * @param each receives every saga with its answer, as soon as it is available
   * @return the live sagas that were on the old version
   * @throws DeploymentException if the sagas cannot be listed, or something was not sent; earlier
   *     results remain
   */
  public SagaList run(VersionMove move, Duration timeout, BiConsumer<SagaId, Answer> each) {
    LiveFilter filter =
        new LiveFilter(
            "",
            Optional.of(move.type()),
            OptionalInt.of(move.from()),
            Set.of(),
            LiveFilter.Waiting.ANY,
            LiveFilter.Between.EVER,
            Map.of());
    SagaList sagas = StoredSagas.of(deployment).list(filter, move.limit());
    Operations operations = Operations.of(deployment);
    for (LivePage.Row row : sagas.rows()) {
      SagaId saga = row.saga().id();
      each.accept(saga, operations.submit(operation(saga, move), timeout).answer());
    }
    return sagas;
  }

  private static SagaInput.Operation operation(SagaId saga, VersionMove move) {
    return new SagaInput.Operation(
        saga,
        OperationKind.MIGRATE,
        new OperatorOrder(UUID.randomUUID().toString(), move.actor(), move.reason()),
        OperationSubject.ofVersion(move.to()),
        move.dryRun());
  }
}
