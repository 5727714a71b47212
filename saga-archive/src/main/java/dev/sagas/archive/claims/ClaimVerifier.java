package dev.sagas.archive.claims;

import dev.sagas.claims.ClaimKeys;
import dev.sagas.claims.MarkedStore;
import dev.sagas.objects.ObjectStore;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.ClaimLostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether the store has what records need. Changes nothing, and needs no pause of the
 * deployment.
 */
public final class ClaimVerifier {
  private static final int FOLDER_DIGITS = 2;

  private final ObjectStore store;
  private final Optional<ClaimCheck> loader;

  /**
   * Verifies this store.
   *
   * @param loader loads each content and compares its digest; empty to look only whether it is
   *     there
   */
  public ClaimVerifier(ObjectStore store, Optional<ClaimCheck> loader) {
    this.store = store;
    this.loader = loader;
  }

  /**
   * Verifies what these records need.
   *
   * @throws dev.sagas.serde.ClaimUnavailableException if the store does not answer
   * @throws dev.sagas.objects.ObjectStoreException the same, or if it is none of large values
   */
  public ClaimsReport run(ClaimRecords records) {
    NeededClaims needed = new NeededClaims();
    records.readNew(needed::add);
    if (needed.size() > 0) {
      MarkedStore.require(store);
    }
    List<ClaimFinding> findings = new ArrayList<>();
    long bytes = 0;
    String folder = "";
    Set<String> present = Set.of();
    for (ClaimUse use : sorted(needed)) {
      String digits = use.claim().sha256().substring(0, FOLDER_DIGITS);
      if (!digits.equals(folder)) {
        folder = digits;
        present = present(digits);
      }
      bytes += use.claim().bytes();
      find(use, present).ifPresent(findings::add);
    }
    return new ClaimsReport(needed.size(), bytes, findings);
  }

  private static List<ClaimUse> sorted(NeededClaims needed) {
    return needed.all().stream()
        .sorted(Comparator.comparing((ClaimUse use) -> use.claim().sha256()))
        .toList();
  }

  private Set<String> present(String digits) {
    Set<String> present = new HashSet<>();
    store.list(
        ClaimKeys.CONTENTS + digits + "/", object -> present.add(ClaimKeys.digestOf(object.key())));
    return present;
  }

  private Optional<ClaimFinding> find(ClaimUse use, Set<String> present) {
    Claim claim = use.claim();
    if (!present.contains(claim.sha256())) {
      String message = "Expected %s in %s, but there is none".formatted(claim, store);
      return Optional.of(new ClaimFinding(ClaimFault.MISSING, use, message));
    }
    if (loader.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] unused = loader.get().checkOut(claim);
      return Optional.empty();
    } catch (ClaimLostException e) {
      String message = String.valueOf(e.getMessage());
      return Optional.of(new ClaimFinding(ClaimFault.ALTERED, use, message));
    }
  }
}
