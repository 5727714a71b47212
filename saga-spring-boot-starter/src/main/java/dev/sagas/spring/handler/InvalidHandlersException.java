package dev.sagas.spring.handler;

import java.util.List;

/** Handlers of the application do not fit; has every problem, each with its bean and its method. */
public final class InvalidHandlersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidHandlersException(List<String> problems) {
    super("The saga handlers do not fit:\n- " + String.join("\n- ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each problem. */
  public List<String> problems() {
    return problems;
  }
}
