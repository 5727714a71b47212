package dev.sagas.orchestrator.app;

import dev.sagas.claims.ClaimSettings;
import dev.sagas.orchestrator.claims.StagedClaims;
import dev.sagas.serde.ClaimCheck;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The properties of the store of large values. */
final class ClaimProperties {
  private static final int KIB = 1024;

  private ClaimProperties() {}

  static ConfigDef addTo(ConfigDef def) {
    return store(values(def));
  }

  private static ConfigDef values(ConfigDef def) {
    return def.define(
            ClaimCheck.URL_CONFIG,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Where large values are kept (claim check), such as file:///mnt/sagas or"
                + " s3://bucket/prefix; if empty, all values are in their records. The same for all"
                + " instances, participants and clients.")
        .define(
            ClaimSettings.MIN_BYTES_CONFIG,
            ConfigDef.Type.INT,
            ClaimSettings.DEFAULT_MIN_BYTES,
            Range.between(KIB, 16 * KIB * KIB),
            Importance.LOW,
            "Data and commands above this size are kept there, bytes.")
        .define(
            ClaimSettings.MAX_BYTES_CONFIG,
            ConfigDef.Type.INT,
            ClaimSettings.DEFAULT_MAX_BYTES,
            Range.atLeast(KIB),
            Importance.LOW,
            "The largest value that is kept there, bytes.")
        .define(
            ClaimSettings.TIMEOUT_CONFIG,
            ConfigDef.Type.INT,
            (int) ClaimSettings.DEFAULT_TIMEOUT.toMillis(),
            Range.atLeast(1),
            Importance.LOW,
            "How long the store may take for one request, ms. A decision makes a few; together they"
                + " must take less than transaction.timeout.ms.");
  }

  private static ConfigDef store(ConfigDef def) {
    return def.define(
            ClaimSettings.KEY_FILE_CONFIG,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "A file with the keys that values are encrypted with; they are not if empty.")
        .define(
            ClaimSettings.CREATE_CONFIG,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether a store that has never been used is taken into use. With false, an empty"
                + " folder in which none is mounted is an outage, as after the first value.");
  }

  /**
   * Opens the store, if there is one; it is not asked for anything yet.
   *
   * @throws ConfigException if its address or the file of keys does not fit
   */
  static StagedClaims open(OrchestratorConfig config) {
    return StagedClaims.of(config.serdeConfig());
  }
}
