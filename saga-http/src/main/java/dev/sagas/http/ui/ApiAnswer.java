package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import java.util.Optional;

/**
 * What the REST API answered to a page: JSON, or a problem.
 *
 * @param json missing if there is a problem; each of its fields may be missing, too
 */
public record ApiAnswer(JsonNode json, Optional<ProblemException> problem) {
  /** JSON. */
  public static ApiAnswer of(JsonNode json) {
    return new ApiAnswer(json, Optional.empty());
  }

  /** A problem. */
  public static ApiAnswer of(ProblemException problem) {
    return new ApiAnswer(MissingNode.getInstance(), Optional.of(problem));
  }

  /** True if it was answered. */
  public boolean isOk() {
    return problem.isEmpty();
  }

  /** True if the service has no such route: a part of a page that this build does not have. */
  public boolean isUnknownPath() {
    return problem.filter(found -> found.code() == ProblemCode.NO_SUCH_PATH).isPresent();
  }

  /** True if only an export could answer, and there is none. */
  public boolean isWithoutExport() {
    return problem.filter(found -> found.code() == ProblemCode.NO_EXPORT).isPresent();
  }

  /** Why there is no JSON, as a sentence; empty if there is. */
  public String whyNot() {
    return problem
        .map(found -> isUnknownPath() ? "Not available in this version." : found.detail() + ".")
        .orElse("");
  }
}
