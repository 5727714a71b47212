package dev.sagas.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CarBooked;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservedHandlersTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final BookCar COMMAND = new BookCar("trip-1", "ada", "compact", 2);

  private final ObservationRegistry registry = ObservationRegistry.create();
  private final List<SagaHandlerContext> stopped = new ArrayList<>();
  private final ObservedHandlers handlers =
      new ObservedHandlers(registry, new SagaHandlerConvention());

  @BeforeEach
  void keepWhatStops() {
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<SagaHandlerContext>() {
              @Override
              public void onStop(SagaHandlerContext context) {
                stopped.add(context);
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return context instanceof SagaHandlerContext;
              }
            });
  }

  private static CommandContext context() {
    Map<String, Object> values =
        Map.of(
            "sagaId",
            new SagaId("trip-1"),
            "type",
            new SagaType("trip"),
            "step",
            new StepName("book-car"),
            "action",
            Action.EXECUTE,
            "attempt",
            2,
            "traceParent",
            Optional.of(TRACE));
    return (CommandContext)
        Proxy.newProxyInstance(
            CommandContext.class.getClassLoader(),
            new Class<?>[] {CommandContext.class},
            (proxy, method, arguments) -> values.get(method.getName()));
  }

  private static Map<String, String> texts(Iterable<KeyValue> values) {
    return StreamSupport.stream(values.spliterator(), false)
        .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }

  @Test
  void shouldObserveTheCallInTheTraceOfItsCommand() throws Exception {
    // when
    StepResult result =
        handlers.around(
            COMMAND,
            context(),
            () -> {
              assertThat(registry.getCurrentObservation()).isNotNull();
              return StepResult.succeeded(new CarBooked("trip-1", "car-1"));
            });

    // then
    assertThat(result).isInstanceOf(StepResult.Succeeded.class);
    SagaHandlerContext observed = stopped.get(0);
    assertThat(observed.getName()).isEqualTo("saga.handler");
    assertThat(observed.getContextualName()).isEqualTo("book-car execute");
    assertThat(texts(observed.getLowCardinalityKeyValues()))
        .containsEntry("saga.type", "trip")
        .containsEntry("step", "book-car")
        .containsEntry("action", "execute")
        .containsEntry("outcome", "succeeded");
    assertThat(texts(observed.getHighCardinalityKeyValues()))
        .containsEntry("saga.id", "trip-1")
        .containsEntry("attempt", "2");
    assertThat(observed.getGetter().get(observed.getCarrier(), "traceparent")).isEqualTo(TRACE);
  }

  @Test
  void shouldRecordTheErrorWhenTheHandlerThrows() {
    // when
    assertThatThrownBy(
            () ->
                handlers.around(
                    COMMAND,
                    context(),
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);

    // then
    assertThat(stopped.get(0).getError()).hasMessage("broken");
    assertThat(texts(stopped.get(0).getLowCardinalityKeyValues()))
        .containsEntry("outcome", "threw");
  }
}
