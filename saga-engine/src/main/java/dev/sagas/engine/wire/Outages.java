package dev.sagas.engine.wire;

import dev.sagas.serde.CodecOutages;
import java.util.Optional;

/** Separates outages from faults, for what is to be tried again. */
public final class Outages {
  private Outages() {}

  /** What an outage says, address and reason, if one caused what was thrown. */
  public static Optional<String> of(Throwable thrown) {
    return CodecOutages.in(thrown).map(outage -> String.valueOf(outage.getMessage()));
  }
}
