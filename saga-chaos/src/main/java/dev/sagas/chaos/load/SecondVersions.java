package dev.sagas.chaos.load;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.chaos.ChaosData;
import java.util.List;

/** The second version of each definition, for an upgrade under load: the same steps. */
public final class SecondVersions {
  private SecondVersions() {}

  static List<Class<? extends SagaDefinition<?>>> classes() {
    return List.of(Transfer.class, First.class, Second.class, Third.class, Fourth.class);
  }

  /** The second version of {@link ChaosTransfer}. */
  public static final class Transfer implements SagaDefinition<ChaosData> {
    @Override
    public Saga<ChaosData> define() {
      return ChaosDefinitions.define(0, 2);
    }
  }

  /** The second version of {@link ChaosSaga1}. */
  public static final class First implements SagaDefinition<ChaosData> {
    @Override
    public Saga<ChaosData> define() {
      return ChaosDefinitions.define(1, 2);
    }
  }

  /** The second version of {@link ChaosSaga2}. */
  public static final class Second implements SagaDefinition<ChaosData> {
    @Override
    public Saga<ChaosData> define() {
      return ChaosDefinitions.define(2, 2);
    }
  }

  /** The second version of {@link ChaosSaga3}. */
  public static final class Third implements SagaDefinition<ChaosData> {
    @Override
    public Saga<ChaosData> define() {
      return ChaosDefinitions.define(3, 2);
    }
  }

  /** The second version of {@link ChaosSaga4}. */
  public static final class Fourth implements SagaDefinition<ChaosData> {
    @Override
    public Saga<ChaosData> define() {
      return ChaosDefinitions.define(4, 2);
    }
  }
}
