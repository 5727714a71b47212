package dev.sagas.operate.doctor;

import dev.sagas.schema.SagaDefinitionDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The definitions that were ever deployed, and the participants that they name. */
final class Definitions {
  private final Map<String, Set<String>> participants = new HashMap<>();
  private final Map<String, Integer> newest = new HashMap<>();

  void add(SagaDefinitionDescriptor descriptor) {
    newest.merge(descriptor.getType(), descriptor.getVersion(), Math::max);
    participants.put(
        SagaCensus.version(descriptor.getType(), descriptor.getVersion()),
        descriptor.getStages().stream()
            .flatMap(stage -> stage.getBranches().stream())
            .flatMap(branch -> branch.getSteps().stream())
            .map(step -> step.getParticipant())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
  }

  /** Every version. */
  Set<String> versions() {
    return Set.copyOf(participants.keySet());
  }

  /**
   * Participants that are named by the newest version of a type, or by a version that live sagas
   * are on.
   */
  Set<String> participants(Set<String> liveVersions) {
    Set<String> versions = new HashSet<>(liveVersions);
    newest.forEach((type, version) -> versions.add(SagaCensus.version(type, version)));
    Set<String> names = new HashSet<>();
    versions.forEach(version -> names.addAll(participants.getOrDefault(version, Set.of())));
    return names;
  }
}
