package dev.sagas.engine.wire;

import dev.sagas.serde.RegistryOutages;
import java.util.Optional;

/** Separates outages from faults, for what is to be tried again. */
public final class Outages {
  private Outages() {}

  /** What an outage of the registry says, address and reason, if one caused what was thrown. */
  public static Optional<String> ofRegistry(Throwable thrown) {
    return RegistryOutages.in(thrown).map(outage -> String.valueOf(outage.getMessage()));
  }
}
