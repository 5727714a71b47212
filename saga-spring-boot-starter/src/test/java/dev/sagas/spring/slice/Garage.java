package dev.sagas.spring.slice;

/** What a handler depends on. */
interface Garage {
  void take(String tripId, String key);

  void giveBack(String tripId);
}
