package dev.sagas.operate.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LettersBySagaTest {
  private final LettersBySaga letters = new LettersBySaga(2);

  private static DeadLetter letter(String saga, long offset) {
    return new DeadLetter(
        new LetterPosition(0, offset),
        Optional.empty(),
        1_000 + offset,
        Optional.of(saga).filter(id -> !id.isEmpty()),
        "CORRUPT_VALUE",
        "not Avro",
        3,
        Optional.empty());
  }

  @Test
  void shouldFindThoseOfASagaTheNewestFirst() {
    letters.add(letter("a", 1));
    letters.add(letter("a", 2));

    assertThat(letters.of("a"))
        .extracting(letter -> letter.position().toString())
        .containsExactly("0:2", "0:1");
    assertThat(letters.of("b")).isEmpty();
  }

  @Test
  void shouldDropTheOldestWhenThereAreTooMany() {
    letters.add(letter("a", 1));
    letters.add(letter("", 2));
    letters.add(letter("b", 3));
    letters.add(letter("c", 4));

    assertThat(letters.of("a")).isEmpty();
    assertThat(letters.of("b")).hasSize(1);
    assertThat(letters.of("c")).hasSize(1);
  }
}
