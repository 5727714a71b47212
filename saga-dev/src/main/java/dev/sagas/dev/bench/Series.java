package dev.sagas.dev.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The windows that were measured under one load.
 *
 * @param answered how questions of operators were answered meanwhile; empty if none were asked
 */
record Series(String label, List<Window> windows, List<Question.Answered> answered) {
  Series {
    windows = List.copyOf(windows);
    answered = List.copyOf(answered);
  }

  /** One during which nobody asked. */
  Series(String label, List<Window> windows) {
    this(label, windows, List.of());
  }

  Spread spread(ToDoubleFunction<Window> value) {
    return Spread.of(windows.stream().mapToDouble(value));
  }

  Spread perSecond() {
    return spread(Window::perSecond);
  }

  Spread cpuMicros() {
    return spread(Window::cpuMicros);
  }

  Spread cpuMicros(String process) {
    return spread(window -> window.cpuMicros(process));
  }

  /** The processes in the order of the report. */
  List<String> processes() {
    return windows.isEmpty() ? List.of() : List.copyOf(windows.get(0).cpuSeconds().keySet());
  }

  /** Empty where sagas are not timed. */
  Optional<Spread> latency(ToDoubleFunction<Window.Latency> value) {
    List<Window.Latency> timed =
        windows.stream().flatMap(window -> window.latency().stream()).toList();
    return timed.isEmpty()
        ? Optional.empty()
        : Optional.of(Spread.of(timed.stream().mapToDouble(value)));
  }

  /** Cores used by other processes; empty where the system does not say. */
  Optional<Spread> otherCores() {
    List<Double> known =
        windows.stream().flatMap(window -> window.otherCores().stream().boxed()).toList();
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(Spread.of(known.stream().mapToDouble(Double::doubleValue)));
  }
}
