package dev.sagas.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the participant whose commands a bean handles; {@code saga.participant.name} by default.
 *
 * <ul>
 *   <li>On a class with {@link SagaHandler} methods, or on the class or the {@code @Bean} method of
 *       a {@link dev.sagas.participant.CommandHandler}, {@link
 *       dev.sagas.participant.AsyncCommandHandler} or {@link
 *       dev.sagas.participant.TwoPhaseHandler}.
 *   <li>An application may be several participants; each reads its own command topic.
 * </ul>
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface SagaParticipant {
  /** The participant's name, as {@link dev.sagas.participant.Participant#named}. */
  String value();

  /** The records that the bean's handlers reply with, as far as their methods do not say so. */
  Class<? extends org.apache.avro.specific.SpecificRecord>[] replies() default {};
}
