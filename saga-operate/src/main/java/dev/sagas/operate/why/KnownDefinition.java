package dev.sagas.operate.why;

import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.protocol.SagaType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is at hand of the definitions when something is previewed.
 *
 * @param basis how much of a definition it is
 */
public record KnownDefinition(Basis basis, DefinitionCatalog catalog) {
  /** What a preview is computed from. */
  public enum Basis {
    /** The deployed definition with its functions. */
    DEFINITION,
    /** The published structure: conditions are taken to hold, data does not change. */
    STRUCTURE,
    /** The saga's state alone. */
    STATE
  }

  /** Nothing is known of any definition. */
  public static final KnownDefinition NONE =
      new KnownDefinition(Basis.STATE, new Catalog(List.of()));

  /** The deployed definitions; previews call their functions on the thread of the caller. */
  public static KnownDefinition deployed(DefinitionCatalog catalog) {
    return new KnownDefinition(Basis.DEFINITION, catalog);
  }

  /** What is published; previews run no function of an author. */
  public static KnownDefinition published(List<PublishedSaga> published) {
    return new KnownDefinition(
        Basis.STRUCTURE,
        new Catalog(
            published.stream().flatMap(saga -> PublishedStructure.of(saga).stream()).toList()));
  }

  /** True if it has the saga's version, with every step that the saga has begun. */
  boolean covers(SagaState saga) {
    return catalog
        .find(saga.identity().type(), saga.identity().version())
        .filter(definition -> hasSteps(definition, saga))
        .isPresent();
  }

  private static boolean hasSteps(ExecutableSaga definition, SagaState saga) {
    return saga.steps().all().stream()
        .map(StepState::name)
        .allMatch(name -> definition.plan().find(name).isPresent());
  }

  /** Definitions in a list. */
  private record Catalog(List<ExecutableSaga> sagas) implements DefinitionCatalog {
    @Override
    public Optional<ExecutableSaga> find(SagaType type, int version) {
      return sagas.stream()
          .filter(saga -> saga.type().equals(type) && saga.version() == version)
          .findFirst();
    }

    @Override
    public Optional<ExecutableSaga> newest(SagaType type) {
      return sagas.stream()
          .filter(saga -> saga.type().equals(type))
          .max(Comparator.comparingInt(ExecutableSaga::version));
    }
  }
}
