package dev.sagas.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import dev.sagas.objects.s3.LocalS3;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.ClaimLostException;
import dev.sagas.serde.ClaimUnavailableException;
import dev.sagas.serde.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On S3Proxy in this process. */
@Timeout(60)
class ClaimsOnS3Test {
  private static final int MB = 1_000_000;

  private LocalS3 server;
  private String address;
  private ClaimCheck claims;

  @BeforeEach
  void start() throws Exception {
    server = LocalS3.start();
    server.createBucket("documents");
    address = server.address("documents", "shop");
    claims =
        ClaimCheck.of(
            Map.of(ClaimCheck.URL_CONFIG, address, ClaimSettings.TIMEOUT_CONFIG, "20000"));
  }

  @AfterEach
  void stop() {
    claims.close();
    server.close();
  }

  private static byte[] value(int bytes) {
    byte[] avro = new byte[bytes];
    new Random(bytes).nextBytes(avro);
    return WireFormat.frame(7, avro);
  }

  @Test
  void shouldGiveBackADocumentOfFiveMegabytes() {
    byte[] value = value(5 * MB);

    byte[] claim = claims.checkIn(value);

    assertThat(claim).hasSizeLessThan(100);
    assertThat(claims.checkOut(Claim.parse("t", claim))).isEqualTo(value);
  }

  @Test
  void shouldStoreEqualValuesOnce() {
    byte[] first = claims.checkIn(value(MB));
    try (ClaimCheck other = ClaimCheck.of(Map.of(ClaimCheck.URL_CONFIG, address))) {
      assertThat(other.checkIn(value(MB))).isEqualTo(first);
    }

    List<String> keys = new ArrayList<>();
    try (ObjectStore store = ObjectStores.open(address)) {
      store.list(ClaimKeys.CONTENTS, object -> keys.add(object.key()));
    }
    assertThat(keys).containsExactly(ClaimKeys.content(Claim.parse("t", first)));
  }

  @Test
  void shouldDistinguishALostObjectFromAStoreThatIsAway() {
    Claim claim = Claim.parse("t", claims.checkIn(value(MB)));
    try (ObjectStore store = ObjectStores.open(address)) {
      store.delete(ClaimKeys.content(claim));
    }

    assertThatThrownBy(() -> claims.checkOut(claim))
        .isInstanceOf(ClaimLostException.class)
        .hasMessageContaining(claim.sha256());

    server.close();
    assertThatThrownBy(() -> claims.checkOut(claim)).isInstanceOf(ClaimUnavailableException.class);
    assertThatThrownBy(() -> claims.checkIn(value(2 * MB)))
        .isInstanceOf(ClaimUnavailableException.class);
  }
}
