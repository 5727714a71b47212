package dev.sagas.orchestrator.core;

import java.util.List;
import java.util.Optional;

/** The move of a live saga to another version of its definition (R19). */
final class Migration {
  private Migration() {}

  static Optional<Decision.Rejected> migrate(Turn turn, SagaInput.Operation operation) {
    if (operation.version().isEmpty()) {
      return SagaOperations.refused(turn, "expected the version to move to");
    }
    int version = operation.version().getAsInt();
    if (version == turn.state().identity().version()) {
      return SagaOperations.refused(turn, "it is on version " + version + " already");
    }
    Optional<ExecutableSaga> target = turn.version(version);
    if (target.isEmpty()) {
      return SagaOperations.refused(turn, "version " + version + " is not deployed");
    }
    Optional<SagaPlan> source = turn.isDeployed() ? Optional.of(turn.plan()) : Optional.empty();
    List<String> problems = MigrationCheck.problems(turn.state(), source, target.get());
    if (!problems.isEmpty()) {
      return SagaOperations.refused(
          turn, "it cannot move to version " + version + ": " + String.join("; ", problems));
    }
    turn.migrate(target.get());
    resolveMissingVersion(turn);
    return Optional.empty();
  }

  private static void resolveMissingVersion(Turn turn) {
    turn.state()
        .sagaIncident()
        .filter(incident -> incident.code().equals(IncidentCode.VERSION_MISSING.name()))
        .ifPresent(
            incident -> turn.apply(new SagaEvent.IncidentResolved(incident.id(), "MIGRATED")));
  }
}
