package dev.sagas.audit;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.wire.PublishedDefinition;
import dev.sagas.protocol.SagaType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The plans of the definitions that were ever deployed. Safe for use by many threads. */
final class UndoPlans {
  private final Map<Version, UndoPlan> plans = new ConcurrentHashMap<>();

  private record Version(SagaType type, int version) {}

  void add(PublishedDefinition definition) {
    Version version = new Version(definition.type(), definition.version());
    plans.put(version, UndoPlan.of(definition));
  }

  /** The plan that a run is on; empty if its definition was not published. */
  Optional<UndoPlan> of(SagaIdentity identity) {
    return Optional.ofNullable(plans.get(new Version(identity.type(), identity.version())));
  }
}
