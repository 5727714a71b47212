package dev.sagas.claims;

import dev.sagas.objects.ObjectKeys;
import dev.sagas.serde.Claim;
import java.time.LocalDate;

/**
 * Where objects of a store of large values are.
 *
 * <ul>
 *   <li>{@code claims/ab/abcd…}: the content with that digest. {@code leases/ab/abcd…/2026-11-30}:
 *       somebody has stored it on that day (UTC). {@code condemned/ab/abcd…}: it is being
 *       collected.
 * </ul>
 */
public final class ClaimKeys {
  /** In front of all contents. */
  public static final String CONTENTS = "claims/";

  /** In front of all leases. */
  public static final String LEASES = "leases/";

  /** In front of all that is being collected. */
  public static final String CONDEMNED = "condemned/";

  private static final int FOLDER_CHARS = 2;

  private ClaimKeys() {}

  /** The content with this digest. */
  public static String content(String sha256) {
    return key(CONTENTS, sha256);
  }

  /** What all leases of that content begin with. */
  public static String leases(String sha256) {
    return key(LEASES, sha256) + "/";
  }

  /** The lease of that day. */
  public static String lease(String sha256, LocalDate day) {
    return leases(sha256) + day;
  }

  /** What says that the content is being collected. */
  public static String condemned(String sha256) {
    return key(CONDEMNED, sha256);
  }

  /** The digest that a key of any of these names ends with, or has before its day. */
  public static String digestOf(String key) {
    String[] parts = key.split("/", -1);
    return parts.length > FOLDER_CHARS ? parts[FOLDER_CHARS] : "";
  }

  /** The content of a claim. */
  static String content(Claim claim) {
    return content(claim.sha256());
  }

  private static String key(String kind, String sha256) {
    return ObjectKeys.require(kind + sha256.substring(0, FOLDER_CHARS) + "/" + sha256);
  }
}
