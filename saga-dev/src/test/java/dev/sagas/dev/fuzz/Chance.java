package dev.sagas.dev.fuzz;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/** All randomness of a run: the same seed gives the same records in the same order. */
final class Chance {
  private final Random random;

  Chance(long seed) {
    random = new Random(seed);
  }

  /** From lowest to highest, both included. */
  int between(int lowest, int highest) {
    return lowest + random.nextInt(highest - lowest + 1);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  void shuffle(List<?> list) {
    Collections.shuffle(list, random);
  }

  /** Bytes that no codec can compress. */
  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Printable ASCII. */
  String text(int length) {
    StringBuilder text = new StringBuilder(length);
    random.ints(length, 'a', 'z' + 1).forEach(letter -> text.append((char) letter));
    return text.toString();
  }
}
