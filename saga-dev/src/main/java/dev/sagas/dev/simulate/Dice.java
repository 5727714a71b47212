package dev.sagas.dev.simulate;

/**
 * Randomness without a state: a draw depends only on the seed and the key, so that leaving out a
 * fault changes no other draw.
 */
record Dice(long seed) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** One key of several parts. */
  static long key(long... parts) {
    long key = GOLDEN;
    for (long part : parts) {
      key = mix(key * 31 + part);
    }
    return key;
  }

  /** Dice of their own. */
  Dice of(long key) {
    return new Dice(bits(key));
  }

  long bits(long key) {
    return mix(seed ^ mix(key + GOLDEN));
  }

  /** From 0 to 1, without 1. */
  double unit(long key) {
    return (bits(key) >>> 11) * 0x1.0p-53;
  }

  /** From lowest to highest, both included. */
  long between(long lowest, long highest, long key) {
    return lowest + Math.floorMod(bits(key), highest - lowest + 1);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): spreads neighbouring keys. */
  private static long mix(long key) {
    long z = key + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
