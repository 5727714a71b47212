package dev.sagas.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol's reference names everything that the code does, and its examples are right. */
class ProtocolReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "protocol.md");

  /** Constants that are values of a header, not names of one. */
  private static final Set<String> VALUES = Set.of("EXECUTE_SUCCEEDED", "EXECUTE_UNKNOWN");

  private static final Pattern PARTITION_ROW =
      Pattern.compile("\\| `([^`]+)` \\| `0x([0-9a-f]{8})` \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|");

  private static final Pattern PARTICIPANT_CODE_ROW =
      Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (?:failed|rejected) \\|");

  private String reference = "";

  @BeforeEach
  void readReference() throws IOException {
    reference = Files.readString(REFERENCE);
  }

  @Test
  void shouldNameEveryHeaderWhenReferenceIsRead() throws IllegalAccessException {
    // given
    List<String> headers = constants(SagaHeaders.class, VALUES);

    // then
    assertThat(headers).hasSizeGreaterThan(20);
    assertThat(headers).filteredOn(header -> !reference.contains("`" + header + "`")).isEmpty();
  }

  @Test
  void shouldNameEveryTopicWhenReferenceIsRead() throws ReflectiveOperationException {
    // given
    List<String> topics = new ArrayList<>();
    for (Method method : TopicNames.class.getDeclaredMethods()) {
      boolean namesTopic =
          Modifier.isPublic(method.getModifiers()) && method.getReturnType() == String.class;
      if (namesTopic && method.getParameterCount() == 0) {
        topics.add((String) method.invoke(TopicNames.DEFAULT));
      }
    }
    topics.removeIf(topic -> !topic.startsWith("saga."));

    // then
    assertThat(topics).hasSize(10);
    assertThat(topics).filteredOn(topic -> !reference.contains("| `" + topic + "` |")).isEmpty();
    assertThat(reference).contains("| `<participant>.commands` |");
  }

  @Test
  void shouldNameEveryErrorCodeWhenReferenceIsRead() throws ReflectiveOperationException {
    // given
    List<String> codes = constants(Class.forName("dev.sagas.participant.ErrorCode"), Set.of());

    // then
    assertThat(codes).contains("FENCED");
    assertThat(codes).filteredOn(code -> !reference.contains("`" + code + "`")).isEmpty();
    assertThat(PARTICIPANT_CODE_ROW.matcher(reference).results().map(row -> row.group(1)))
        .hasSizeGreaterThan(10)
        .isSubsetOf(codes);
  }

  @Test
  void shouldAgreeWithKafkaWhenPartitionsAreRecomputed() {
    // given
    List<MatchResult> rows = PARTITION_ROW.matcher(reference).results().toList();

    // then
    assertThat(rows).hasSizeGreaterThanOrEqualTo(5);
    for (MatchResult row : rows) {
      int hash = Utils.murmur2(row.group(1).getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.toHexString(hash)).as(row.group(1)).isEqualTo(row.group(2));
      assertThat(Utils.toPositive(hash) % 8).isEqualTo(Integer.parseInt(row.group(3)));
      assertThat(Utils.toPositive(hash) % 12).isEqualTo(Integer.parseInt(row.group(4)));
      assertThat(Utils.toPositive(hash) % 16).isEqualTo(Integer.parseInt(row.group(5)));
    }
  }

  @Test
  void shouldParseWhenExampleIsAnIdentifier() {
    // given
    CommandId example = CommandId.parse("order-42/0d4f0da762e6/reserve-stock/execute/1#2");

    // then
    assertThat(reference).contains("`" + example + "`", "`" + example.key() + "`");
    assertThat(reference)
        .contains(
            "SHA-256 of\n  `MkU3OEVBNTcwNTJENDM2Qg/8fSV3hDpQ5yKbqzX2Jm7wA//saga.requests/3/41`");
  }

  @Test
  void shouldStateTheLongestKeyWhenEveryPartIsAtItsBound() {
    // given
    DeduplicationKey longest =
        new DeduplicationKey(
            new SagaId("s".repeat(200)),
            new RunId("0".repeat(12)),
            new StepName("s".repeat(64)),
            Action.COMPENSATE,
            999_999_999);

    // then
    assertThat(reference)
        .containsPattern("A key has at most " + longest.toString().length() + "\\s+characters");
  }

  private static List<String> constants(Class<?> type, Set<String> without)
      throws IllegalAccessException {
    List<String> values = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      boolean isText = field.getType() == String.class && Modifier.isStatic(field.getModifiers());
      if (isText && !without.contains(field.getName())) {
        field.setAccessible(true);
        values.add((String) field.get(null));
      }
    }
    return values;
  }
}
