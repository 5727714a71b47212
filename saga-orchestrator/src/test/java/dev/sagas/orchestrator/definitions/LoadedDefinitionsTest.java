package dev.sagas.orchestrator.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.artefact.BookingJars;
import dev.sagas.artefact.JarBuilder;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.definitions.DefinitionProblem;
import dev.sagas.schema.StepFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an orchestrator finds on its class path and in its definitions folder. */
class LoadedDefinitionsTest {
  @TempDir private Path folder;

  @Test
  void shouldFindClassPathAndEveryJarWhenBothHoldDefinitions() throws Exception {
    // given
    BookingJars.version2().write(folder.resolve("booking-2.jar"));
    BookingJars.version1().write(folder.resolve("booking-1.jar"));
    Files.writeString(folder.resolve("readme.txt"), "no jar");

    // when
    try (LoadedDefinitions loaded = load(OnClassPath.class.getName())) {
      // then
      assertThat(loaded.problems()).isEmpty();
      assertThat(loaded.sagas().stream().map(saga -> saga.source() + " " + saga.title()))
          .containsExactly(
              "class path on-class-path version 1",
              "booking-1.jar booking version 1",
              "booking-2.jar booking version 2");
    }
  }

  @Test
  void shouldListEveryProblemOfEverySourceWhenThereAreSeveral() {
    // given
    BookingJars.version1().write(folder.resolve("a.jar"));
    BookingJars.version1().write(folder.resolve("b.jar"));
    new JarBuilder().file("x", "y").write(folder.resolve("c.jar"));
    new JarBuilder().offer("com.acme.Missing").write(folder.resolve("d.jar"));

    // when
    try (LoadedDefinitions loaded = load("no.such.Class")) {
      // then
      assertThat(loaded.problems().stream().map(DefinitionProblem::toString))
          .containsExactly(
              "class path: no.such.Class: there is no such class",
              "c.jar: it contains no definition: there is no " + ServiceFile.NAME + " in it",
              "d.jar: com.acme.Missing: there is no such class",
              "b.jar: booking version 1: com.acme.Booking and com.acme.Booking (a.jar) both define"
                  + " it");
      assertThat(new InvalidDeploymentException(loaded.problems()))
          .hasMessageContaining("4 problems:\n  class path: ")
          .hasMessageContaining("\n  d.jar: com.acme.Missing: ");
    }
  }

  @Test
  void shouldComplainWhenTheFolderIsNotThere() {
    try (LoadedDefinitions loaded =
        LoadedDefinitions.load(
            List.of(OnClassPath.class.getName()),
            getClass().getClassLoader(),
            Optional.of(folder.resolve("none")))) {
      assertThat(loaded.problems())
          .singleElement()
          .extracting(DefinitionProblem::problem)
          .isEqualTo("there is no such definitions folder");
    }
  }

  private LoadedDefinitions load(String name) {
    return LoadedDefinitions.load(List.of(name), getClass().getClassLoader(), Optional.of(folder));
  }

  /** A definition that is in no jar of its own. */
  public static final class OnClassPath implements SagaDefinition<StepFailure> {
    @Override
    public Saga<StepFailure> define() {
      return Saga.named("on-class-path", 1, StepFailure.class)
          .local("a", step -> step.apply(data -> data))
          .build();
    }
  }
}
