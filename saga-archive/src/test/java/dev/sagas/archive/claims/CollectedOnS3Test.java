package dev.sagas.archive.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sagas.claims.ClaimKeys;
import dev.sagas.claims.ObjectClaims;
import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import dev.sagas.objects.s3.LocalS3;
import dev.sagas.serde.Claim;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sweep and verification of a bucket. */
class CollectedOnS3Test {
  private LocalS3 server;
  private ObjectStore bucket;
  private SweptStore store;

  @BeforeEach
  void start() throws Exception {
    server = LocalS3.start();
    server.createBucket("documents");
    bucket = ObjectStores.open(server.address("documents", "shop"));
    store = new SweptStore(bucket);
  }

  @AfterEach
  void stop() {
    bucket.close();
    server.close();
  }

  /** As a process of its own stores it, whose store is closed with it. */
  private Claim stored(int number) {
    try (ObjectClaims claims = SweptStore.claims(opened())) {
      return Claim.parse("t", claims.checkIn(SweptStore.value(number)));
    }
  }

  private ObjectStore opened() {
    return ObjectStores.open(server.address("documents", "shop"));
  }

  @Test
  void shouldCollectWhatNothingNeeds() {
    // given
    Claim needed = stored(1);
    Claim unused = stored(2);
    Claim young = stored(3);
    store.age(needed);
    store.age(unused);
    store.record("saga.requests", needed.encoded());

    // when
    SweepReport report = store.sweep();

    // then
    assertThat(report.collected().objects()).isEqualTo(1);
    assertThat(store.isThere(needed)).isTrue();
    assertThat(store.isThere(young)).isTrue();
    assertThat(store.isThere(unused)).isFalse();
  }

  @Test
  void shouldNameWhatIsMissingAndWhatIsAltered() {
    // given
    Claim missing = stored(1);
    Claim altered = stored(2);
    Claim whole = stored(3);
    for (Claim claim : new Claim[] {missing, altered, whole}) {
      store.record("saga.requests", claim.encoded());
    }
    bucket.delete(ClaimKeys.content(missing.sha256()));
    bucket.delete(ClaimKeys.content(altered.sha256()));
    bucket.putIfAbsent(ClaimKeys.content(altered.sha256()), ObjectContent.of(new byte[2_001]));

    // when
    ClaimsReport report;
    try (ObjectClaims loader = SweptStore.claims(opened())) {
      report = new ClaimVerifier(bucket, Optional.of(loader)).run(store.reader());
    }

    // then
    assertThat(report.needed()).isEqualTo(3);
    assertThat(report.findings())
        .extracting(ClaimFinding::fault, finding -> finding.use().claim())
        .containsExactlyInAnyOrder(
            tuple(ClaimFault.MISSING, missing), tuple(ClaimFault.ALTERED, altered));
  }
}
