package dev.sagas.samples.outside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.samples.service.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Applies effects once per idempotency key, and remembers every key for ever.
 *
 * <ul>
 *   <li>The key, the effect and the answer are committed in one transaction.
 *   <li>Of two requests with one key at the same time, the second waits for the first.
 * </ul>
 */
final class KeyMemory {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  private final DataSource database;

  KeyMemory(DataSource database) {
    this.database = database;
  }

  /**
   * What is known about a key; without request and answer if it was cancelled before it was used.
   */
  private record Known(
      String kind,
      Optional<String> request,
      int answerStatus,
      Optional<String> answer,
      boolean cancelled) {}

  /** Work in a transaction that is committed if the answer is final. */
  @FunctionalInterface
  private interface Work {
    Answer run(Sql sql) throws SQLException;
  }

  /**
   * Applies the effect if the key is new. If the key was used for the same request, returns the
   * same answer as the first time; if for another, 422; if it was cancelled, 409.
   */
  <R> Answer take(String key, Effect<R> effect, R request) throws SQLException {
    String asked = Answer.JSON.valueToTree(request).toString();
    Optional<Answer> first =
        ifNew(
            sql -> {
              sql.update(
                  """
                  INSERT INTO idempotency_key (idempotency_key, kind, request, cancelled)
                  VALUES (?, ?, ?, FALSE)
                  """,
                  key,
                  effect.kind(),
                  asked);
              Answer answer = effect.take(sql, key, request);
              sql.update(
                  """
                  UPDATE idempotency_key SET answer_status = ?, answer = ?
                  WHERE idempotency_key = ?
                  """,
                  answer.status(),
                  answer.body().toString(),
                  key);
              return answer;
            });
    return first.isPresent()
        ? first.get()
        : inTransaction(sql -> answerAgain(lock(sql, key), effect, asked));
  }

  /**
   * Makes sure that the effect of the key does not exist and cannot happen later. Returns the same
   * answer each time.
   */
  Answer cancel(String key, Effect<?> effect) throws SQLException {
    Optional<Answer> neverUsed =
        ifNew(
            sql -> {
              sql.update(
                  """
                  INSERT INTO idempotency_key (idempotency_key, kind, cancelled)
                  VALUES (?, ?, TRUE)
                  """,
                  key,
                  effect.kind());
              return Answer.cancelled(Optional.empty());
            });
    return neverUsed.isPresent()
        ? neverUsed.get()
        : inTransaction(
            sql -> {
              if (!lock(sql, key).kind().equals(effect.kind())) {
                return usedOtherwise();
              }
              effect.undo(sql, key);
              sql.update(
                  "UPDATE idempotency_key SET cancelled = TRUE WHERE idempotency_key = ?", key);
              return Answer.cancelled(effect.find(sql, key));
            });
  }

  private static Answer answerAgain(Known known, Effect<?> effect, String asked) {
    boolean sameRequest = known.request().stream().allMatch(asked::equals);
    if (!known.kind().equals(effect.kind()) || !sameRequest) {
      return usedOtherwise();
    }
    if (known.cancelled()) {
      return Answer.problem(
          CONFLICT,
          "CANCELLED_BEFORE",
          "The key was cancelled: the " + effect.kind() + " must not be taken any more");
    }
    return new Answer(known.answerStatus(), json(known));
  }

  private static JsonNode json(Known known) {
    try {
      return Answer.JSON.readTree(known.answer().orElseThrow());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected the recorded answer to be JSON", e);
    }
  }

  private static Answer usedOtherwise() {
    return Answer.problem(
        UNPROCESSABLE, "KEY_REUSED", "The idempotency key was used for another request");
  }

  private static Known lock(Sql sql, String key) throws SQLException {
    return sql.first(
            """
            SELECT kind, request, answer_status, answer, cancelled
            FROM idempotency_key
            WHERE idempotency_key = ? FOR UPDATE
            """,
            row ->
                new Known(
                    row.getString(1),
                    Optional.ofNullable(row.getString(2)),
                    row.getInt(3),
                    Optional.ofNullable(row.getString(4)),
                    row.getBoolean(5)),
            key)
        .orElseThrow(() -> new SQLException("Expected key " + key + " to be on record"));
  }

  /** Does work that begins with the insertion of the key; empty if the key is there already. */
  private Optional<Answer> ifNew(Work work) throws SQLException {
    try {
      return Optional.of(inTransaction(work));
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Answer inTransaction(Work work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      boolean committed = false;
      try {
        Answer answer = work.run(new Sql(connection));
        if (answer.isFinal()) {
          connection.commit();
          committed = true;
        }
        return answer;
      } finally {
        if (!committed) {
          connection.rollback();
        }
      }
    }
  }
}
