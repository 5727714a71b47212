package dev.sagas.engine.core;

/**
 * The newest link of a run's chain.
 *
 * @param revision of the last transition; 0 before the first
 * @param hash of the last transition
 */
public record ChainLink(long revision, Digest hash) {
  /** Before the first transition. */
  public static final ChainLink START = new ChainLink(0, Digest.ZERO);
}
