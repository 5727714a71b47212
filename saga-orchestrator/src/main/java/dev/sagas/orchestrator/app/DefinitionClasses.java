package dev.sagas.orchestrator.app;

import dev.sagas.definition.SagaDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.avro.specific.SpecificRecord;

/** Finds the definitions on the class path. */
final class DefinitionClasses {
  private DefinitionClasses() {}

  /**
   * The named definitions, or all that are offered as services if none is named.
   *
   * @throws IllegalArgumentException if a name is no definition
   */
  static List<SagaDefinition<? extends SpecificRecord>> load(
      List<String> names, ClassLoader loader) {
    List<SagaDefinition<? extends SpecificRecord>> definitions = new ArrayList<>();
    if (names.isEmpty()) {
      for (SagaDefinition<?> offered : ServiceLoader.load(SagaDefinition.class, loader)) {
        definitions.add(offered);
      }
    }
    for (String name : names) {
      definitions.add(instance(name, loader));
    }
    return definitions;
  }

  private static SagaDefinition<?> instance(String name, ClassLoader loader) {
    try {
      Object made = Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
      if (made instanceof SagaDefinition<?> definition) {
        return definition;
      }
      throw new IllegalArgumentException(
          "Expected " + name + " to implement " + SagaDefinition.class.getName());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "Expected " + name + " on the class path with a public constructor without parameters",
          e);
    }
  }
}
