package dev.sagas.orchestrator.definitions;

import dev.sagas.engine.ReturningDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The definitions of which it was proved, from their class files, that their functions return. */
public final class ProvedDefinitions implements ReturningDefinitions {
  private static final Logger LOG = LoggerFactory.getLogger(ProvedDefinitions.class);

  private final Map<String, Map<Integer, Boolean>> proved = new TreeMap<>();

  private ProvedDefinitions() {}

  /** Analyses definitions, and logs for each on which thread its functions will run. */
  public static ProvedDefinitions of(Collection<DescribedSaga> sagas) {
    ProvedDefinitions proofs = new ProvedDefinitions();
    for (DescribedSaga saga : sagas) {
      proofs
          .proved
          .computeIfAbsent(saga.saga().type().value(), type -> new TreeMap<>())
          .merge(saga.saga().version(), isProved(saga), Boolean::logicalAnd);
    }
    return proofs;
  }

  private static boolean isProved(DescribedSaga saga) {
    try {
      ReturnProof.check(saga.definitionClass(), loader(saga));
      LOG.info(
          "Functions of saga {} run on their partition's thread: they surely return", saga.title());
      return true;
    } catch (UnprovedException e) {
      LOG.info(
          "Functions of saga {} run on a thread of their own, since they may not return: {}",
          saga.title(),
          e.getMessage());
      LOG.debug("It could not be proved that the functions of {} return", saga.title(), e);
      return false;
    }
  }

  /**
   * The definition's loader is that of its data, unless the orchestrator brings the data's class.
   */
  private static ClassLoader loader(DescribedSaga saga) {
    Class<?> data = saga.saga().dataClass();
    if (JarClassLoader.SHARED.stream().anyMatch(data.getName()::startsWith)) {
      throw new UnprovedException(data.getName() + " is not the definition's own class");
    }
    return data.getClassLoader();
  }

  @Override
  public boolean include(String type, OptionalInt version) {
    Map<Integer, Boolean> versions = proved.getOrDefault(type, Map.of());
    return version.isPresent()
        ? versions.getOrDefault(version.getAsInt(), false)
        : !versions.isEmpty() && !versions.containsValue(false);
  }
}
