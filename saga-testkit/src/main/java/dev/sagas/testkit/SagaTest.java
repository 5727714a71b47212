package dev.sagas.testkit;

import dev.sagas.definition.SagaDefinition;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a class of JUnit tests of a saga definition.
 *
 * <ul>
 *   <li>Each test gets a new {@link SagaTestKit} for the definition: as a parameter, and in each
 *       field of that type that is neither final nor set. Parameter and fields hold the same kit.
 *   <li>A failing test reports the history of its sagas: as a suppressed exception, unless its
 *       message already contains it. This includes kits that the class itself created, if they are
 *       in a field.
 * </ul>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(SagaTestExtension.class)
public @interface SagaTest {
  /** The definition. Its class must have a no-argument constructor, as in production. */
  Class<? extends SagaDefinition<?>> value();
}
