package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.index.exported.DataCondition;
import dev.sagas.operate.query.FieldMask;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hides fields of exported data from viewers.
 *
 * <ul>
 *   <li>What schemas declare as sensitive is not in what is exported. This hides what {@code
 *       http.masked.fields} names besides: since exported data has no schema, every field of such a
 *       name, wherever it is.
 * </ul>
 *
 * @param fields the last names of what is hidden; empty for operators
 */
record ViewerMask(boolean isViewer, Set<String> fields) {
  static ViewerMask of(Service service, Ask ask) {
    boolean isViewer = !ask.person().role().includes(AccessRole.OPERATOR);
    return new ViewerMask(
        isViewer,
        isViewer
            ? service.mask().names().stream()
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.toUnmodifiableSet())
            : Set.of());
  }

  /**
   * Refuses what could find sagas by what is hidden.
   *
   * @throws ProblemException if it could
   */
  void requireVisible(DataCondition condition) {
    if (fields.isEmpty()) {
      return;
    }
    if (condition.isJsonPath()) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          """
          Expected the role operator for a JSON path, because some fields are masked for viewers: \
          use a condition such as customer.name=Ada\
          """);
    }
    if (condition.field().stream().anyMatch(fields::contains)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "Expected the role operator to search by %s: it is masked for viewers"
              .formatted(String.join(".", condition.field())));
    }
  }

  /** A copy without what is hidden. */
  JsonNode apply(JsonNode data) {
    JsonNode copy = data.deepCopy();
    hide(copy);
    return copy;
  }

  private void hide(JsonNode json) {
    if (json instanceof ObjectNode object) {
      fields.stream().filter(object::has).forEach(name -> object.put(name, FieldMask.MASK));
    }
    json.forEach(this::hide);
  }
}
