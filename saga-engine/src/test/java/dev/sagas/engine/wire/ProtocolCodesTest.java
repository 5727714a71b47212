package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.IncidentCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The protocol's reference names the orchestrator's codes, and its run id is derived rightly. */
class ProtocolCodesTest {
  private static final String EXAMPLE_SOURCE = "MkU3OEVBNTcwNTJENDM2Qg/8fSV3hDpQ5yKbqzX2Jm7wA";
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "protocol.md");

  @Test
  void shouldNameEveryCodeWhenReferenceIsRead() throws IOException {
    // given
    String reference = Files.readString(REFERENCE);
    Stream<Enum<?>> codes =
        Stream.concat(Arrays.stream(DeadLetterCode.values()), Arrays.stream(IncidentCode.values()));

    // then
    assertThat(codes.map(Enum::name))
        .contains("WRONG_PARTITION", "DEFINITION_FAULT")
        .filteredOn(code -> !reference.contains("`" + code + "`"))
        .isEmpty();
  }

  @Test
  void shouldDeriveTheRunOfTheReferenceWhenItsExampleIsRecomputed() throws IOException {
    // given
    Position request = new Position("saga.requests", 3, 41);

    // when
    String run = RunIds.of(EXAMPLE_SOURCE, "", request).value();

    // then
    assertThat(Files.readString(REFERENCE))
        .contains("/" + request.topic() + "/3/41`, run `" + run + "`");
  }
}
