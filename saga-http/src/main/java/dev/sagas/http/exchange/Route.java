package dev.sagas.http.exchange;

import java.util.Set;
import java.util.TreeSet;

/**
 * A method and path, and how it is answered.
 *
 * @param path with parameters in braces, below {@code /api/v1}
 * @param role who may ask
 * @param parameters the names of the query; a request with another one is refused
 */
public record Route(
    Method method, String path, AccessRole role, Set<String> parameters, Answerer answerer) {
  public Route {
    parameters = Set.copyOf(parameters);
  }

  /** Answers a request; a {@link ProblemException} becomes the problem in JSON. */
  @FunctionalInterface
  public interface Answerer {
    HttpReply answer(Ask ask);
  }

  /** A question. */
  public static Route get(String path, AccessRole role, Set<String> parameters, Answerer answerer) {
    return new Route(Method.GET, path, role, parameters, answerer);
  }

  /** An action. */
  public static Route post(
      String path, AccessRole role, Set<String> parameters, Answerer answerer) {
    return new Route(Method.POST, path, role, parameters, answerer);
  }

  /**
   * Answers a request, if it may be asked by whom it comes from.
   *
   * @throws ProblemException if the person lacks the role, or a parameter is unknown
   */
  public HttpReply answer(Ask ask) {
    Person person = ask.person();
    if (!person.role().includes(role)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "Expected the role %s or more, but %s is %s"
              .formatted(role.text(), person.name(), person.role().text()));
    }
    Set<String> unknown = new TreeSet<>(ask.query().keySet());
    unknown.removeAll(parameters);
    if (!unknown.isEmpty()) {
      throw ProblemException.parameter(
          unknown.iterator().next(), "one of " + parameters.stream().sorted().toList(), "");
    }
    return answerer.answer(ask);
  }
}
