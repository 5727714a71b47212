package dev.sagas.http.exchange;

import java.util.Set;

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
}
