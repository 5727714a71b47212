package dev.sagas.http.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.Method;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.exchange.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the REST API in process, for the reader of a page: the roles are checked and the other
 * instances asked as if the request had come over HTTP.
 *
 * <ul>
 *   <li>Never throws what a route throws: a page shows the problem in the place of the answer, and
 *       the rest of it stays usable.
 * </ul>
 */
final class ApiCaller {
  private static final Logger LOG = LoggerFactory.getLogger(ApiCaller.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

  private final Map<String, Route> routes = new HashMap<>();

  ApiCaller(List<Route> routes) {
    routes.forEach(route -> this.routes.put(key(route.method(), route.path()), route));
  }

  private static String key(Method method, String path) {
    return method + " " + PARAMETER.matcher(path).replaceAll("{}");
  }

  /** A path of the API with {@code {}} for each parameter, and the parameters' values. */
  record Path(String template, List<String> values) {
    Path {
      values = List.copyOf(values);
    }

    static Path of(String template, String... values) {
      return new Path(template, List.of(values));
    }
  }

  /** Whether the service has such an action. */
  boolean canPost(String template) {
    return routes.containsKey(key(Method.POST, template));
  }

  /**
   * Asks a question.
   *
   * @param as whose request it is; its path, query and body are replaced
   */
  ApiAnswer get(Ask as, Path path, Map<String, List<String>> query) {
    return call(Method.GET, path, new Ask(as.person(), Map.of(), query, as.headers(), ""));
  }

  /** Asks for an action. */
  ApiAnswer post(Ask as, Path path, JsonNode body) {
    return call(
        Method.POST, path, new Ask(as.person(), Map.of(), Map.of(), as.headers(), body.toString()));
  }

  private ApiAnswer call(Method method, Path path, Ask ask) {
    Optional<Route> route = Optional.ofNullable(routes.get(key(method, path.template())));
    if (route.isEmpty()) {
      return problem(ProblemCode.NO_SUCH_PATH, "no such path");
    }
    Map<String, String> parameters = named(route.get(), path.values());
    Ask request = new Ask(ask.person(), parameters, ask.query(), ask.headers(), ask.body());
    try {
      return ApiAnswer.of(MAPPER.readTree(route.get().answer(request).body()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected the API to answer JSON", e);
    } catch (ProblemException e) {
      return ApiAnswer.of(e);
    } catch (DeploymentException e) {
      return problem(ProblemCode.PLATFORM_UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed for a page", method, route.get().path(), e);
      return problem(ProblemCode.INTERNAL, "The service failed to answer; its log has the reason");
    }
  }

  private static ApiAnswer problem(ProblemCode code, String detail) {
    return ApiAnswer.of(new ProblemException(code, detail));
  }

  /** JSON that somebody typed. */
  static JsonNode parsed(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ProblemException(
          ProblemCode.BAD_BODY,
          "Expected the data to be JSON, but it breaks at line %s, column %s"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    }
  }

  private static Map<String, String> named(Route route, List<String> values) {
    List<String> names = new ArrayList<>();
    Matcher parameter = PARAMETER.matcher(route.path());
    while (parameter.find()) {
      names.add(parameter.group(1));
    }
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.put(names.get(i), values.get(i));
    }
    return named;
  }
}
