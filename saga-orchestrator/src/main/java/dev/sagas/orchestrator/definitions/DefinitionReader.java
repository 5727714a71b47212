package dev.sagas.orchestrator.definitions;

import dev.sagas.definition.InvalidDefinitionException;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.definitions.DefinitionProblem;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.definitions.RecordClasses;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Creates and describes the definitions of one source, and records what cannot work. */
final class DefinitionReader {
  private final String source;
  private final ClassLoader loader;
  private final List<DescribedSaga> sagas = new ArrayList<>();
  private final List<DefinitionProblem> problems = new ArrayList<>();

  /**
   * A reader.
   *
   * @param source for messages
   */
  DefinitionReader(String source, ClassLoader loader) {
    this.source = source;
    this.loader = loader;
  }

  List<DescribedSaga> sagas() {
    return List.copyOf(sagas);
  }

  List<DefinitionProblem> problems() {
    return List.copyOf(problems);
  }

  void problem(String definition, String text) {
    problems.add(new DefinitionProblem(source, definition, text));
  }

  /** Reads a definition class by its name. */
  void read(String className) {
    try {
      Object made = Class.forName(className, true, loader).getDeclaredConstructor().newInstance();
      if (made instanceof SagaDefinition<?> definition) {
        describe(className, definition);
      } else {
        problem(className, "it does not implement " + SagaDefinition.class.getName());
      }
    } catch (ClassNotFoundException e) {
      problem(className, "there is no such class");
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      problem(className, "it needs a public no-argument constructor");
    } catch (InvocationTargetException e) {
      problem(className, "its constructor threw " + e.getCause());
    } catch (LinkageError e) {
      problem(className, unlinked(e));
    }
  }

  /** Records what further checks find in the definitions that could be described. */
  void check(Function<DescribedSaga, List<String>> check) {
    for (DescribedSaga saga : sagas) {
      check.apply(saga).forEach(text -> problems.add(saga.problem(text)));
    }
  }

  private void describe(String className, SagaDefinition<?> definition) {
    Saga<?> saga;
    try {
      saga = definition.define();
    } catch (InvalidDefinitionException e) {
      e.problems().forEach(text -> problem(className, text));
      return;
    } catch (LinkageError e) {
      problem(className, unlinked(e));
      return;
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      problem(className, "define() threw " + e);
      return;
    }
    if (saga == null) {
      problem(className, "define() returned null");
      return;
    }
    DescribedSaga described = new DescribedSaga(source, className, saga);
    List<String> unreadable = RecordClasses.problems(saga);
    unreadable.forEach(text -> problems.add(described.problem(text)));
    if (unreadable.isEmpty()) {
      sagas.add(described);
    }
  }

  private String unlinked(LinkageError e) {
    if (e instanceof NoClassDefFoundError && loader instanceof JarClassLoader) {
      return """
      it needs %s, which is not in the jar; of the orchestrator's classes it can use \
      those below %s alone\
      """
          .formatted(String.valueOf(e.getMessage()).replace('/', '.'), JarClassLoader.SHARED);
    }
    return "it cannot be loaded: " + e;
  }
}
