package dev.sagas.orchestrator.operate;

import dev.sagas.orchestrator.core.OperationKind;
import dev.sagas.orchestrator.core.OperationSubject;
import dev.sagas.orchestrator.core.OperatorOrder;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Moves all live sagas of one version of a definition to another (R19).
 *
 * <ul>
 *   <li>Each saga is asked by itself, one after the other: what one refuses keeps no other back,
 *       and a move that was broken off can be made again.
 *   <li>Sagas that start on the old version meanwhile are not moved.
 * </ul>
 */
public final class VersionMoves {
  private final AuditConfig deployment;

  private VersionMoves(AuditConfig deployment) {
    this.deployment = deployment;
  }

  /** The moves on this deployment; its client settings must name the schema registry. */
  public static VersionMoves of(AuditConfig deployment) {
    return new VersionMoves(deployment);
  }

  /**
   * Moves the sagas, or says what would happen.
   *
   * @param timeout how long to wait for each answer, 1 ms to 1 hour
   * @param each gets every saga with its answer, as soon as it is there
   * @return the live sagas that were on the old version
   * @throws DeploymentException if the sagas cannot be listed, or something was not sent; what was
   *     answered before stays
   */
  public SagaList run(VersionMove move, Duration timeout, BiConsumer<SagaId, Answer> each) {
    SagaFilter filter =
        new SagaFilter(
            Set.of(),
            Optional.of(move.type()),
            OptionalInt.of(move.from()),
            "",
            Map.of(),
            WaitFilter.ANY);
    SagaList sagas = LiveSagas.of(deployment).list(filter, move.limit());
    Operations operations = Operations.of(deployment);
    for (SagaRow row : sagas.rows()) {
      SagaId saga = row.identity().id();
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
