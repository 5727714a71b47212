package dev.sagas.orchestrator.claims;

import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimLostException;
import dev.sagas.serde.ClaimNeededException;
import dev.sagas.serde.ValueTooLargeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The large values of one decision: those that it has made, and those that were loaded for it.
 *
 * <ul>
 *   <li>Dropped with the decision, so that memory holds the values of one input for each partition.
 *   <li>Used by one thread after the other; a function that was left behind may still use it.
 * </ul>
 */
public final class ClaimedValues {
  /** One decision must not load the objects of a whole store. */
  static final int MAX_LOADED = 100;

  private final Map<Claim, byte[]> staged = new ConcurrentHashMap<>();
  private final Map<Claim, byte[]> loaded = new ConcurrentHashMap<>();
  private final Map<Claim, String> lost = new ConcurrentHashMap<>();

  /** Keeps a value until the decision is done with. */
  void stage(Claim claim, byte[] value) {
    staged.put(claim, value);
  }

  /** What must be stored before anything is forwarded that the decision gave. */
  List<byte[]> staged() {
    return List.copyOf(staged.values());
  }

  void load(Claim claim, byte[] value) {
    loaded.put(claim, value);
  }

  void lose(Claim claim, ClaimLostException e) {
    lost.put(claim, String.valueOf(e.getMessage()));
  }

  /** True if anything was read from the store or is to be written to it. */
  public boolean areUsed() {
    return !staged.isEmpty() || !loaded.isEmpty();
  }

  /**
   * The value of a claim.
   *
   * @throws ClaimNeededException if it must be loaded first
   * @throws ClaimLostException if the store was asked and does not have it
   * @throws ValueTooLargeException if too many were loaded already
   */
  byte[] get(Claim claim) {
    byte[] value = staged.getOrDefault(claim, loaded.get(claim));
    if (value != null) {
      return value;
    }
    String why = lost.get(claim);
    if (why != null) {
      throw new ClaimLostException(why);
    }
    if (loaded.size() >= MAX_LOADED) {
      throw new ValueTooLargeException(
          "Expected one decision to need at most %s large values, but it needs %s as well"
              .formatted(MAX_LOADED, claim));
    }
    throw new ClaimNeededException(claim);
  }
}
