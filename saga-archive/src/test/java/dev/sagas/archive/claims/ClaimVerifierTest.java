package dev.sagas.archive.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.claims.ClaimKeys;
import dev.sagas.claims.MarkedStore;
import dev.sagas.claims.ObjectClaims;
import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.serde.Claim;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every object that is needed, and is not as it must be, is named. */
class ClaimVerifierTest {
  private final SweptStore store = new SweptStore();

  private ClaimsReport verify() {
    try (ObjectClaims loader = SweptStore.claims(store.objects)) {
      return new ClaimVerifier(store.objects, Optional.of(loader)).run(store.reader());
    }
  }

  private void damage(Claim claim) {
    String key = ClaimKeys.content(claim.sha256());
    store.objects.delete(key);
    store.objects.putIfAbsent(key, ObjectContent.of(new byte[2_001]));
  }

  @Test
  void shouldBeCleanWhenAllIsThere() {
    store.record("saga.requests", store.store(1).encoded());
    store.record("saga.journal", store.store(1).encoded());
    store.record("saga.replies", store.store(2).encoded());
    damage(store.store(3)); // nobody needs it

    ClaimsReport report = verify();

    assertThat(report.isClean()).isTrue();
    assertThat(report.needed()).isEqualTo(2);
    assertThat(report.bytes()).isEqualTo(4_000);
  }

  @Test
  void shouldNameWhatIsMissingAndWhatIsAltered() {
    // given
    Claim missing = store.store(1);
    Claim altered = store.store(2);
    store.record("saga.requests", missing.encoded());
    store.record("saga.replies", altered.encoded());
    store.objects.delete(ClaimKeys.content(missing.sha256()));
    damage(altered);

    // when
    ClaimsReport report = verify();

    // then
    assertThat(report.isClean()).isFalse();
    assertThat(report.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.fault()).isEqualTo(ClaimFault.MISSING);
              assertThat(finding.use().claim().sha256()).isEqualTo(missing.sha256());
              assertThat(finding.use().position()).isEqualTo("saga.requests-0-0");
              assertThat(finding.use().key()).isEqualTo("order-1");
            })
        .anySatisfy(
            finding -> {
              assertThat(finding.fault()).isEqualTo(ClaimFault.ALTERED);
              assertThat(finding.use().claim().sha256()).isEqualTo(altered.sha256());
              assertThat(finding.use().position()).isEqualTo("saga.replies-0-1");
            })
        .hasSize(2);
  }

  @Test
  void shouldRefuseStoreThatIsNotMounted() {
    store.record("saga.requests", store.store(1).encoded());
    store.objects.delete(MarkedStore.KEY);

    assertThatThrownBy(this::verify)
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("its folder may not be mounted");
  }

  @Test
  void shouldOnlyLookForTheObjectWhenContentIsNotAskedFor() {
    Claim missing = store.store(1);
    Claim altered = store.store(2);
    store.record("saga.requests", missing.encoded());
    store.record("saga.replies", altered.encoded());
    store.objects.delete(ClaimKeys.content(missing.sha256()));
    damage(altered);

    ClaimsReport report = new ClaimVerifier(store.objects, Optional.empty()).run(store.reader());

    assertThat(report.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.fault()).isEqualTo(ClaimFault.MISSING));
  }
}
