package dev.sagas.archive.claims;

/** What is wrong with an object that is needed. */
public enum ClaimFault {
  /** The store does not have it. */
  MISSING,
  /** It is not what was stored, or cannot be decrypted. */
  ALTERED
}
