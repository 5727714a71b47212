package dev.sagas.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.AsyncCommandHandler;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.spring.SagaHandler;
import dev.sagas.spring.SagaParticipant;
import dev.sagas.spring.handler.InvalidHandlersException;
import dev.sagas.spring.lifecycle.ManagedPart;
import dev.sagas.spring.lifecycle.SagaLifecycle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handlers are found, and checked when the application starts. */
class HandlerChecksTest {
  private final ApplicationContextRunner application =
      Contexts.plain().withPropertyValues("saga.participant.fence=none");

  static Stream<Arguments> misfits() {
    return Stream.of(
        Arguments.of(HiddenMethod.class, "book", "not to be private, static or final"),
        Arguments.of(NoCommand.class, "book", "one parameter of a generated Avro class"),
        Arguments.of(TwoCommands.class, "book", "one parameter of a generated Avro class"),
        Arguments.of(AnyRecord.class, "book", "parameter 1 to be a generated Avro class"),
        Arguments.of(TextParameter.class, "book", "it is java.lang.String"),
        Arguments.of(NoReply.class, "book", "the return type to be a generated Avro class"),
        Arguments.of(TextReply.class, "book", "a StepResult, or a stage of either"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void shouldFailTheStartWithBeanAndMethodWhenAHandlerDoesNotFit(
      Class<?> type, String method, String problem) {
    application
        .withBean("misfit", type)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .isInstanceOf(InvalidHandlersException.class)
                    .hasMessageContaining(
                        "method %s.%s of bean 'misfit': ".formatted(type.getSimpleName(), method))
                    .hasMessageContaining(problem));
  }

  @Test
  void shouldNameBothWhenTwoHandleTheSameCommand() {
    application
        .withBean("one", Cars.class)
        .withBean("two", OtherCars.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("method Cars.book of bean 'one'")
                    .hasMessageContaining("method OtherCars.book of bean 'two'")
                    .hasMessageContaining("BookCar of participant cars"));
  }

  @Test
  void shouldAskForAParticipantWhenNoneIsNamed() {
    application
        .withPropertyValues("saga.participant.name=")
        .withBean("one", Cars.class)
        .run(context -> assertThat(context).getFailure().hasMessageContaining("participant"));
  }

  @Test
  void shouldAskForAFenceWhenThereIsNone() {
    Contexts.plain()
        .withBean("one", Cars.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("Expected a fence for participant cars")
                    .hasMessageContaining("saga.participant.fence=kafka"));
  }

  @Test
  void shouldMakeAParticipantOfEachNameWhenHandlersFit() {
    application
        .withBean("one", Cars.class)
        .withBean("each", EachAction.class)
        .withUserConfiguration(HandlerBeansOfHotels.class)
        .run(
            context ->
                assertThat(context.getBean(SagaLifecycle.class).parts())
                    .extracting(ManagedPart::name)
                    .containsExactly("participant cars", "participant hotels"));
  }

  @Test
  void shouldAskForTheCommandWhenTheTypeOfABeanDoesNotNameIt() {
    application
        .withUserConfiguration(HandlerOfWhatever.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("bean 'whatever'")
                    .hasMessageContaining("CommandHandler<ReserveStock>"));
  }

  static class HiddenMethod {
    @SagaHandler
    @SuppressWarnings("unused") // by Spring
    private CarBooked book(BookCar command) {
      return new CarBooked(command.getTripId(), "car-1");
    }
  }

  static class NoCommand {
    @SagaHandler
    CarBooked book(CommandContext context) {
      return new CarBooked("1", "car-1");
    }
  }

  static class TwoCommands {
    @SagaHandler
    CarBooked book(BookCar command, CancelCar other) {
      return new CarBooked("1", "car-1");
    }
  }

  static class AnyRecord {
    @SagaHandler
    CarBooked book(SpecificRecord command) {
      return new CarBooked("1", "car-1");
    }
  }

  static class TextParameter {
    @SagaHandler
    CarBooked book(BookCar command, String text) {
      return new CarBooked("1", "car-1");
    }
  }

  static class NoReply {
    @SagaHandler
    void book(BookCar command) {}
  }

  static class TextReply {
    @SagaHandler
    CompletionStage<String> book(BookCar command) {
      return CompletableFuture.completedFuture("1");
    }
  }

  static class Cars {
    @SagaHandler
    CarBooked book(BookCar command, CommandContext context) {
      return new CarBooked(command.getTripId(), "car-1");
    }
  }

  static class OtherCars {
    @SagaHandler(replies = CarBooked.class)
    StepResult book(BookCar command) {
      return StepResult.succeeded(new CarBooked(command.getTripId(), "car-1"));
    }
  }

  /** One command's class, a method for each action. */
  static class EachAction {
    @SagaHandler(action = Action.EXECUTE)
    CompletionStage<CarCancelled> execute(CancelCar command) {
      return CompletableFuture.failedFuture(new IllegalStateException("never called"));
    }

    @SagaHandler(action = Action.COMPENSATE, replies = CarCancelled.class)
    StepResult undo(CommandContext context, CancelCar command) {
      return StepResult.failed("NEVER", "Never called");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class HandlerBeansOfHotels {
    @Bean
    @SagaParticipant(value = "hotels", replies = CarBooked.class)
    AsyncCommandHandler<BookHotel> bookHotel() {
      return (command, context) ->
          CompletableFuture.completedFuture(StepResult.failed("NEVER", "Never called"));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class HandlerOfWhatever {
    @Bean
    CommandHandler<?> whatever() {
      return (command, context) -> StepResult.failed("NEVER", "Never called");
    }
  }
}
