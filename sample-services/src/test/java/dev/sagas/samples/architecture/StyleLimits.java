package dev.sagas.samples.architecture;

/** The bounds of the house style; a value may reach its bound, not pass it. */
record StyleLimits(int maxFileLines, int maxMethodLines, int maxParameters) {
  static final StyleLimits MAIN = new StyleLimits(299, 39, 4);

  /** Tests may be longer: their tables and scripts read best in one piece. */
  static final StyleLimits TEST = new StyleLimits(399, 79, 6);
}
