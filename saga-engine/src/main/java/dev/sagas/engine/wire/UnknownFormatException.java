package dev.sagas.engine.wire;

import java.util.Locale;

/**
 * A stored value that is whole, but of a format that this version does not know: a newer version
 * wrote it.
 *
 * <ul>
 *   <li>Not damage: nothing may be repaired or dropped because of it. It concerns that one saga:
 *       its inputs wait until an instance of a version that knows the format takes over.
 * </ul>
 */
public final class UnknownFormatException extends RuntimeException {
  UnknownFormatException(String what, int known, int actual) {
    super(
        String.format(
            Locale.ROOT,
            "Expected %s of format %d or older, but got format %d: a newer version of the"
                + " orchestrator wrote it. Run that version, or a newer one, on this deployment",
            what,
            known,
            actual));
  }
}
