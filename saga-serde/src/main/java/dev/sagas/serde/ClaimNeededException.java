package dev.sagas.serde;

/**
 * A large value must be loaded before the call is repeated, because loading it here would hold
 * others up. Thrown by a {@link ClaimCheck} whose owner handles it; participants and clients never
 * see it.
 */
public final class ClaimNeededException extends CodecOutageException {
  private final transient Claim claim;

  /** For a value that is not loaded. */
  public ClaimNeededException(Claim claim) {
    super("Expected " + claim + " to be loaded before it is decoded");
    this.claim = claim;
  }

  /** What must be loaded. */
  public Claim claim() {
    return claim;
  }
}
