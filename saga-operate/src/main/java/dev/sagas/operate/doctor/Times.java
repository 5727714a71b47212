package dev.sagas.operate.doctor;

import java.time.Duration;

/** Times in words. */
final class Times {
  private Times() {}

  /** In the largest unit that leaves at least two, such as {@code 36 h}. */
  static String text(Duration time) {
    if (time.toDays() >= 2) {
      return time.toDays() + " d";
    }
    if (time.toHours() >= 2) {
      return time.toHours() + " h";
    }
    return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
