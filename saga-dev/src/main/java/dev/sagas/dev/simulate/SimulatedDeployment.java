package dev.sagas.dev.simulate;

import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/** The versions of one saga's definition as they are deployed over time. */
final class SimulatedDeployment implements DefinitionCatalog {
  static final SagaType TYPE = new SagaType("sim");

  private final Optional<ExecutableSaga> first;
  private final Optional<ExecutableSaga> second;
  private final Troubles troubles;
  private long nowMs;

  /**
   * What happens to a definition.
   *
   * @param secondAtMs when the second version is deployed, epoch ms
   * @param missingFromMs from when the first version is not deployed, epoch ms
   * @param missingToMs until when it is not, epoch ms
   */
  record Troubles(List<Breakage> breakages, long secondAtMs, long missingFromMs, long missingToMs) {
    Troubles {
      breakages = List.copyOf(breakages);
    }
  }

  SimulatedDeployment(DefinitionSketch sketch, Troubles troubles) {
    this.troubles = troubles;
    this.first = Optional.of(new SyntheticSaga(this, sketch, 1));
    this.second = Optional.of(new SyntheticSaga(this, sketch, 2));
  }

  /** From now on what is deployed at that time, epoch ms, is found. */
  void at(long timeMs) {
    this.nowMs = timeMs;
  }

  /** The time of what is found, epoch ms. */
  long timeMs() {
    return nowMs;
  }

  /** True if the function throws now. */
  boolean isBroken(StepName step, DefinitionFunction function) {
    for (Breakage breakage : troubles.breakages()) {
      if (breakage.hits(step, function, nowMs)) {
        return true;
      }
    }
    return false;
  }

  /** True if the version is deployed now. */
  boolean has(int version) {
    return find(TYPE, version).isPresent();
  }

  /** The structure of a version, deployed or not. */
  SagaPlan plan(int version) {
    return (version == 1 ? first : second).orElseThrow().plan();
  }

  @Override
  public Optional<ExecutableSaga> find(SagaType type, int version) {
    if (!type.equals(TYPE)) {
      return Optional.empty();
    }
    return switch (version) {
      case 1 ->
          nowMs >= troubles.missingFromMs() && nowMs < troubles.missingToMs()
              ? Optional.empty()
              : first;
      case 2 -> nowMs >= troubles.secondAtMs() ? second : Optional.empty();
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<ExecutableSaga> newest(SagaType type) {
    Optional<ExecutableSaga> newest = find(type, 2);
    return newest.isPresent() ? newest : find(type, 1);
  }
}
