package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseErrorsTest {
  static Stream<Throwable> passing() {
    return Stream.of(
        new SQLTransientConnectionException("pool is empty"),
        new SQLRecoverableException("connection lost"),
        new RetryableException("the carriers do not answer"),
        new CompletionException(new RetryableException("the bank is away", new IOException())),
        new IllegalStateException(new IOException(new SQLException("deadlock", "40P01"))));
  }

  static Stream<Throwable> lasting() {
    return Stream.of(
        new SQLSyntaxErrorException("no such table", "42P01"),
        new SQLException("a constraint", "40002"),
        new SQLException("no state"),
        new IllegalStateException("no database"),
        new IOException("elsewhere"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void shouldBeTransientWhenTheErrorIsLikelyToPass(Throwable error) {
    assertThat(DatabaseErrors.isTransient(error)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "40001", "40003", "40P01", "55P03", "57P01", "08006", "08001", "53300", "HYT00", "90131"
      })
  void shouldBeTransientWhenTheStateSaysSo(String state) {
    assertThat(DatabaseErrors.isTransient(new SQLException("error", state))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void shouldNotBeTransientWhenTheErrorIsThereToStay(Throwable error) {
    assertThat(DatabaseErrors.isTransient(error)).isFalse();
  }

  @Test
  void shouldComeToAnEndWhenCausesGoInACircle() {
    // given
    RuntimeException one = new RuntimeException("one");
    RuntimeException two = new RuntimeException("two", one);
    one.initCause(two);

    // when
    boolean result = DatabaseErrors.isTransient(one);

    // then
    assertThat(result).isFalse();
  }
}
