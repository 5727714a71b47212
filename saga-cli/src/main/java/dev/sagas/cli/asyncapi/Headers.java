package dev.sagas.cli.asyncapi;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepOutcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers of a message.
 *
 * @param fixed those that always have the same value, in the order in which they are written
 */
record Headers(HeaderGroup group, Map<String, String> fixed) {
  Headers {
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
  }

  /** None of them is fixed. */
  static Headers of(HeaderGroup group) {
    return new Headers(group, Map.of());
  }

  static Headers ofRequest(SagaType type) {
    return new Headers(HeaderGroup.requestHeaders, Map.of(SagaHeaders.TYPE, type.value()));
  }

  static Headers ofSignal(String signal) {
    return new Headers(HeaderGroup.signalHeaders, Map.of(SagaHeaders.SIGNAL, signal));
  }

  static Headers ofCommand(SagaType type, String step, Action action) {
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put(SagaHeaders.TYPE, type.value());
    fixed.put(SagaHeaders.STEP, step);
    fixed.put(SagaHeaders.ACTION, action.headerValue());
    return new Headers(HeaderGroup.commandHeaders, fixed);
  }

  static Headers ofSuccess() {
    return new Headers(
        HeaderGroup.replyHeaders, Map.of(SagaHeaders.OUTCOME, StepOutcome.SUCCEEDED.headerValue()));
  }
}
