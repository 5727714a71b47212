package dev.sagas.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTestContextBootstrapper;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of an application's sagas with its own handlers, in memory and in virtual time.
 *
 * <ul>
 *   <li>Of the scanned components there are those that are a {@link
 *       dev.sagas.definition.SagaDefinition}, a handler, or have {@link
 *       dev.sagas.spring.SagaParticipant}; {@link #includeFilters} adds others. What handlers
 *       depend on must be included, imported, or replaced by mocks.
 *   <li>Nothing is configured automatically except {@link SagaTestKits}: there is no Kafka, no
 *       registry, no database and no transaction.
 *   <li>Needs {@code saga-testkit} and {@code spring-boot-starter-test}.
 * </ul>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@BootstrapWith(SpringBootTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(SagaTypeExcludeFilter.class)
@ImportAutoConfiguration(SagaTestAutoConfiguration.class)
public @interface SagaSliceTest {
  /** Whether the default filters apply; without them only {@link #includeFilters} do. */
  boolean useDefaultFilters() default true;

  /** Further components to be scanned. */
  Filter[] includeFilters() default {};

  /** Components to be left out. */
  Filter[] excludeFilters() default {};
}
