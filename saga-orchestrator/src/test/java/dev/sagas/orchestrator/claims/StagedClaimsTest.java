package dev.sagas.orchestrator.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimLostException;
import dev.sagas.serde.ClaimNeededException;
import dev.sagas.serde.ClaimUnavailableException;
import dev.sagas.serde.ValueTooLargeException;
import dev.sagas.serde.WireFormat;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Within a decision the store is never asked; before and after it is. */
class StagedClaimsTest {
  private final String name = "t" + UUID.randomUUID();
  private final FaultyStore store = FaultyStores.named(name);
  private final StagedClaims claims =
      StagedClaims.of(
          Map.of(
              "claim.check.url", "faulty://" + name,
              "claim.check.min.bytes", "1024",
              "claim.check.max.bytes", "4096"));
  private final ClaimedValues values = new ClaimedValues();

  @AfterEach
  void close() {
    claims.close();
  }

  private static byte[] value(int seed) {
    byte[] avro = new byte[2_000];
    ByteBuffer.wrap(avro).putInt(seed);
    return WireFormat.frame(7, avro);
  }

  private void stored(int seed) {
    ClaimedValues made = new ClaimedValues();
    byte[] unused = claims.within(made, () -> claims.checkIn(value(seed)));
    claims.store(made);
  }

  private byte[] checkOut(Claim claim) {
    return claims.within(values, () -> claims.checkOut(claim));
  }

  @Test
  void shouldKeepWhatADecisionMakesUntilItIsStored() {
    // when
    byte[] claim = claims.within(values, () -> claims.checkIn(value(1)));

    // then
    assertThat(Claim.parse("test", claim)).isEqualTo(Claim.of(value(1)));
    assertThat(checkOut(Claim.of(value(1)))).isEqualTo(value(1));
    assertThat(store.calls).hasValue(0);

    // and when
    claims.store(values);
    claims.store(values);

    // then
    assertThat(claims.checkOut(Claim.of(value(1)))).isEqualTo(value(1));
    assertThat(claims.figures().storedBytes()).isEqualTo(2 * 2_005);
    assertThat(values.areUsed()).isTrue();
  }

  @Test
  void shouldStoreNothingOutsideOfADecision() {
    assertThat(claims.checkIn(value(1))).isEqualTo(Claim.of(value(1)).encoded());
    assertThat(claims.checkOut(Claim.of(value(1)))).isEqualTo(value(1));
    assertThat(store.calls).hasValue(0);
  }

  @Test
  void shouldLeaveSmallValuesInTheirRecords() {
    byte[] small = WireFormat.frame(7, new byte[100]);
    assertThat(claims.within(values, () -> claims.checkIn(small))).isSameAs(small);
    assertThat(values.areUsed()).isFalse();
  }

  @Test
  void shouldSayWhatMustBeLoadedAndHaveItThen() {
    // given
    stored(1);
    store.calls.set(0);

    // then
    assertThatThrownBy(() -> checkOut(Claim.of(value(1))))
        .isInstanceOfSatisfying(
            ClaimNeededException.class,
            needed -> assertThat(needed.claim()).isEqualTo(Claim.of(value(1))));
    assertThat(store.calls).hasValue(0);

    // and when
    claims.load(Claim.of(value(1)), values);

    // then
    assertThat(checkOut(Claim.of(value(1)))).isEqualTo(value(1));
    assertThat(claims.figures().loadedBytes()).isEqualTo(2_005);
  }

  @Test
  void shouldGiveTheErrorWithinTheDecisionWhenTheStoreDoesNotHaveIt() {
    // given
    stored(2);

    // when
    claims.load(Claim.of(value(1)), values);

    // then
    assertThatThrownBy(() -> checkOut(Claim.of(value(1))))
        .isInstanceOf(ClaimLostException.class)
        .hasMessageContaining(Claim.of(value(1)).sha256())
        .hasMessageContaining("faulty://" + name);
    assertThat(claims.figures().failures()).isZero();
  }

  @Test
  void shouldRefuseWhatIsTooLargeOrTooMuch() {
    // given
    for (int seed = 0; seed < ClaimedValues.MAX_LOADED; seed++) {
      stored(seed);
      claims.load(Claim.of(value(seed)), values);
    }

    // then
    assertThatThrownBy(() -> checkOut(Claim.of(value(1_000))))
        .isInstanceOf(ValueTooLargeException.class)
        .hasMessageContaining("at most 100 large values");
    assertThatThrownBy(
            () -> claims.within(values, () -> claims.checkIn(WireFormat.frame(7, new byte[5_000]))))
        .isInstanceOf(ValueTooLargeException.class)
        .hasMessageContaining("claim.check.max.bytes");
  }

  @Test
  void shouldNotMixTheValuesOfDecisionsOnDifferentThreads() {
    // given
    byte[] unused = claims.within(values, () -> claims.checkIn(value(1)));

    // when
    CompletableFuture<byte[]> other =
        CompletableFuture.supplyAsync(
            () -> claims.within(new ClaimedValues(), () -> claims.checkOut(Claim.of(value(1)))));

    // then
    assertThatThrownBy(other::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ClaimNeededException.class);
  }

  @Test
  void shouldCountAFailureWhenTheStoreIsAway() {
    // given
    byte[] unused = claims.within(values, () -> claims.checkIn(value(1)));
    store.away(true);

    // then
    assertThatThrownBy(() -> claims.store(values)).isInstanceOf(ClaimUnavailableException.class);
    assertThatThrownBy(() -> claims.load(Claim.of(value(2)), values))
        .isInstanceOf(ClaimUnavailableException.class);
    assertThat(claims.isAway()).isTrue();
    assertThat(claims.figures().failures()).isEqualTo(2);
    assertThat(claims.figures().storedBytes()).isZero();
  }

  @Test
  void shouldWaitForAnAddressWhenThereIsNone() {
    try (StagedClaims none = StagedClaims.none()) {
      assertThat(none.within(values, () -> none.checkIn(value(1)))).isEqualTo(value(1));
      assertThatThrownBy(() -> none.load(Claim.of(value(1)), values))
          .isInstanceOf(ClaimUnavailableException.class)
          .hasMessageContaining("claim.check.url");
      assertThat(none.isAway()).isFalse();
    }
  }
}
