package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R22: what others wrote is cut between characters, so that the journal's fold is the state and the
 * same is decided again; {@link JournalFold} and {@link DecidedAgain} check both.
 */
class TextCutsTest {
  private static final String EMOJI = "😀";

  @TempDir Path stateDir;
  private EngineDriver engine;

  @BeforeEach
  void open() {
    engine = new EngineDriver(stateDir);
    engine.start("o-1", OrderRecords.order("o-1"));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_019, 1_020, 1_021, 1_022, 1_023, 1_024, 2_555, 2_557, 2_558, 2_559, 2_560})
  void shouldCutARejectionBeforeTheCharacterThatDoesNotFit(int letters) {
    // when
    reply("rejected", "x".repeat(letters) + EMOJI + "y", "NO");

    // then
    assertThat(engine.folded(new SagaId("o-1")).status()).isEqualTo(SagaStatus.COMPENSATED);
    String fits = letters + 4 <= 1_024 ? EMOJI : "";
    String rest = letters + 5 <= 1_024 ? "y" : "";
    assertThat(engine.lastOutcome().getReasonMessage())
        .isEqualTo("x".repeat(Math.min(letters, 1_024)) + fits + rest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "€", EMOJI})
  void shouldCutByBytesWhenTheBoundIsInBytes(String character) {
    // when
    reply("rejected", character.repeat(2_000), "NO");

    // then
    int bytes = character.getBytes(StandardCharsets.UTF_8).length;
    assertThat(engine.lastOutcome().getReasonMessage()).isEqualTo(character.repeat(1_024 / bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {125, 126, 127, 128})
  void shouldCutACodeBeforeTheCharacterThatDoesNotFit(int letters) {
    // when
    reply("rejected", "why", "C".repeat(letters) + EMOJI);

    // then
    assertThat(engine.lastOutcome().getReasonCode())
        .isEqualTo("C".repeat(letters) + (letters <= 126 ? EMOJI : ""));
  }

  @Test
  void shouldKeepAFailureWhoseHeadersAreNoUtf8() {
    // when
    TestRecord<byte[], byte[]> command = engine.last("inventory.commands");
    Map<String, byte[]> headers = new HashMap<>();
    answer(command, "rejected")
        .forEach((name, text) -> headers.put(name, text.getBytes(StandardCharsets.UTF_8)));
    byte[] latin1 = "für".repeat(900).getBytes(StandardCharsets.ISO_8859_1);
    headers.put(SagaHeaders.ERROR_MESSAGE, latin1);
    engine.sendBytes(
        "saga.replies", "o-1", engine.encode("saga.replies", OrderRecords.failure()), headers);

    // then
    assertThat(engine.folded(new SagaId("o-1")).status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(engine.lastOutcome().getReasonMessage())
        .startsWith("f\ufffdr")
        .hasSizeLessThan(1_024);
  }

  @Test
  void shouldCutTheReasonOfADeadLetterBeforeTheCharacterThatDoesNotFit() {
    // when: the reason quotes a type that anybody may have written
    for (int letters = 900; letters < 1_024; letters++) {
      engine.request(
          "o-" + letters,
          engine.encode("saga.requests", OrderRecords.order("o-2")),
          Map.of(SagaHeaders.TYPE, "x".repeat(letters) + EMOJI.repeat(100)));
      String message =
          EngineDriver.header(engine.last("saga.dead-letters"), SagaHeaders.ERROR_MESSAGE);

      // then
      assertThat(message).as("%d letters", letters).doesNotContain("?", "\ufffd");
      assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1_024);
    }
  }

  private void reply(String outcome, String message, String code) {
    TestRecord<byte[], byte[]> command = engine.last("inventory.commands");
    Map<String, String> headers = answer(command, outcome);
    headers.put(SagaHeaders.ERROR_CODE, code);
    headers.put(SagaHeaders.ERROR_MESSAGE, message);
    byte[] value = engine.encode("saga.replies", OrderRecords.failure());
    engine.send("saga.replies", "o-1", value, headers);
  }

  private static Map<String, String> answer(TestRecord<byte[], byte[]> command, String outcome) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, "o-1");
    headers.put(SagaHeaders.IN_REPLY_TO, EngineDriver.header(command, SagaHeaders.COMMAND_ID));
    headers.put(SagaHeaders.OUTCOME, outcome);
    headers.put(SagaHeaders.ERROR_CODE, "NO");
    return headers;
  }
}
