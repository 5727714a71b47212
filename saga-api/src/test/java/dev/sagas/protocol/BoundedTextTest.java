package dev.sagas.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text is cut between characters, whatever is where it is cut. */
class BoundedTextTest {
  private static final List<String> CHARACTERS =
      List.of("a", "é", "€", "😀", "𐍈", "\ud83d", "\ude00");

  @Test
  void shouldKeepWholeCharactersWhenASurrogatePairIsAtAnyPosition() {
    for (int at = 0; at <= 12; at++) {
      String text = "x".repeat(at) + "😀" + "y".repeat(12 - at);
      for (int bound = 0; bound <= text.length() + 1; bound++) {
        assertSound(text, bound, "position " + at);
      }
    }
  }

  @Test
  void shouldKeepWholeCharactersWhenTextsAreRandom() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      String text =
          IntStream.range(0, random.nextInt(20))
              .mapToObj(i -> CHARACTERS.get(random.nextInt(CHARACTERS.size())))
              .reduce("", String::concat);
      int bound = random.nextInt(90);
      assertSound(text, bound, "seed " + seed + ", round " + round);
    }
  }

  /** What holds for each text and bound, of both functions that cut. */
  private static void assertSound(String text, int bound, String origin) {
    String where = origin + ", text " + text.codePoints().boxed().toList() + ", bound " + bound;
    String written = written(text);

    String byChars = BoundedText.ofChars(text, bound);
    assertThat(written(byChars)).as(where).isEqualTo(byChars);
    assertThat(byChars.length()).as(where).isLessThanOrEqualTo(bound);
    assertThat(written).as(where).startsWith(byChars);
    assertThat(Math.min(text.length(), bound) - byChars.length()).as(where).isBetween(0, 1);

    String byBytes = BoundedText.ofBytes(text, bound);
    assertThat(written(byBytes)).as(where).isEqualTo(byBytes);
    assertThat(size(byBytes)).as(where).isLessThanOrEqualTo(bound);
    assertThat(written).as(where).startsWith(byBytes);
    assertThat(Math.min(size(text), bound) - size(byBytes)).as(where).isBetween(0, 3);

    String ofUtf8 = BoundedText.ofUtf8(text.getBytes(StandardCharsets.UTF_8), bound);
    assertThat(ofUtf8).as(where).isEqualTo(byBytes);
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "1, ''", "3, ''", "4, 😀", "5, 😀a", "99, 😀a"})
  void shouldLeaveACharacterOutWhenItsBytesDoNotFit(int bound, String expected) {
    assertThat(BoundedText.ofUtf8("😀a".getBytes(StandardCharsets.UTF_8), bound))
        .isEqualTo(expected);
  }

  @Test
  void shouldStayWithinTheBoundWhenTheBytesAreNoUtf8() {
    byte[] malformed = new byte[40];
    Arrays.fill(malformed, (byte) 0xBF);

    for (int bound = 0; bound <= 41; bound++) {
      assertThat(size(BoundedText.ofUtf8(malformed, bound))).isLessThanOrEqualTo(bound);
    }
    assertThat(BoundedText.ofUtf8(malformed, 40)).isEqualTo("\ufffd".repeat(13));
  }

  private static String written(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
