package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.protocol.SagaType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function of a definition that delegates is the other's. */
class ForwardingSagaTest {
  private static final Map<Class<?>, List<Object>> RESULTS =
      Map.of(
          SagaType.class, List.of(ScriptedSaga.TYPE),
          int.class, List.of(7),
          String.class, List.of("some.Data"),
          SagaPlan.class, List.of(ScriptedSaga.of("a").plan()),
          Optional.class, List.of(Optional.of("there")),
          boolean.class, List.of(true, false),
          Bytes.class, List.of(Bytes.of(new byte[] {1})),
          FunctionResult.class, List.of(new FunctionResult(Bytes.EMPTY, Optional.empty())),
          WakeTime.class, List.of(new WakeTime(9, true)));

  private static final class Plain extends ForwardingSaga {
    Plain(ExecutableSaga saga) {
      super(saga);
    }
  }

  static List<Method> functions() {
    return Arrays.stream(ExecutableSaga.class.getMethods())
        .filter(method -> !method.isDefault())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void shouldGiveWhatTheOtherGives(Method function) throws ReflectiveOperationException {
    for (Object result : RESULTS.get(function.getReturnType())) {
      ExecutableSaga other =
          (ExecutableSaga)
              Proxy.newProxyInstance(
                  ExecutableSaga.class.getClassLoader(),
                  new Class<?>[] {ExecutableSaga.class},
                  (proxy, called, arguments) -> {
                    assertThat(called).isEqualTo(function);
                    return result;
                  });

      assertThat(function.invoke(new Plain(other), arguments(function))).isEqualTo(result);
    }
  }

  private static Object[] arguments(Method function) {
    return Arrays.stream(function.getParameterTypes())
        .map(type -> type == long.class ? (Object) 5L : null)
        .toArray();
  }
}
