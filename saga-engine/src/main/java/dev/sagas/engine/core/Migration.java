package dev.sagas.engine.core;

import java.util.List;
import java.util.Optional;

/** The move of a live saga to another version of its definition (R19). */
final class Migration {
  private Migration() {}

  static Optional<Decision.Rejected> migrate(
      DecisionBuilder builder, SagaInput.Operation operation) {
    if (operation.version().isEmpty()) {
      return SagaOperations.refused(builder, "expected the version to move to");
    }
    int version = operation.version().getAsInt();
    if (version == builder.state().identity().version()) {
      return SagaOperations.refused(builder, "it is on version " + version + " already");
    }
    Optional<ExecutableSaga> target = builder.version(version);
    if (target.isEmpty()) {
      return SagaOperations.refused(builder, "version " + version + " is not deployed");
    }
    Optional<SagaPlan> source =
        builder.isDeployed() ? Optional.of(builder.plan()) : Optional.empty();
    List<String> problems = MigrationCheck.problems(builder.state(), source, target.get());
    if (!problems.isEmpty()) {
      return SagaOperations.refused(
          builder, "it cannot move to version " + version + ": " + String.join("; ", problems));
    }
    builder.migrate(target.get());
    resolveMissingVersion(builder);
    return Optional.empty();
  }

  private static void resolveMissingVersion(DecisionBuilder builder) {
    builder
        .state()
        .sagaIncident()
        .filter(incident -> incident.code().equals(IncidentCode.VERSION_MISSING.name()))
        .ifPresent(
            incident -> builder.apply(new SagaEvent.IncidentResolved(incident.id(), "MIGRATED")));
  }
}
