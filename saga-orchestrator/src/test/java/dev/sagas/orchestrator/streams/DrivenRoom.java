package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.claims.StagedClaims;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.util.Map;

/** How much a driven engine keeps: recent sagas, sagas in flight, and large values outside. */
record DrivenRoom(int recentSagas, InFlightLimits inFlight, StagedClaims claims) {
  DrivenRoom(int recentSagas, InFlightLimits inFlight) {
    this(recentSagas, inFlight, StagedClaims.none());
  }

  /** What definitions, participants and clients use. */
  AvroCodec byRecord(RegistryClient registry) {
    Map<String, Object> config = Map.of(RegistryClient.CLIENT_CONFIG, registry);
    return AvroCodec.create(claims.in(config), SubjectStrategy.RECORD_NAME);
  }
}
