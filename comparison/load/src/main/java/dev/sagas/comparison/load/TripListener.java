package dev.sagas.comparison.load;

/** Learns what became of one saga; one of its methods is called, once. */
public interface TripListener {
  /** It ended as sagas do. */
  void ended(TripEnd end);

  /** It did not: the run fails with this reason. */
  void failed(String reason);
}
