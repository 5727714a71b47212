package dev.sagas.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.ClaimLostException;
import dev.sagas.serde.ClaimUnavailableException;
import dev.sagas.serde.ValueTooLargeException;
import dev.sagas.serde.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a folder. */
class ObjectClaimsTest {
  private static final int MIN_BYTES = 1_024;
  private static final int MAX_BYTES = 10_000;
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private ObjectStore store;
  private ObjectClaims claims;

  @BeforeEach
  void open() {
    store = ObjectStores.open(folder.toUri().toString());
    claims = claims(Optional.empty());
  }

  private ObjectClaims claims(Optional<Path> keyFile) {
    return claims(keyFile, true);
  }

  private ObjectClaims claims(Optional<Path> keyFile, boolean mayCreate) {
    ClaimSettings settings =
        new ClaimSettings(
            folder.toUri().toString(),
            MIN_BYTES,
            MAX_BYTES,
            Duration.ofSeconds(10),
            keyFile,
            mayCreate);
    return new ObjectClaims(
        settings,
        new ClaimStore(
            new MarkedStore(ObjectStores.open(settings.url()), mayCreate),
            ContentCipher.of(keyFile),
            NOON,
            settings.timeout()));
  }

  @AfterEach
  void close() {
    claims.close();
    store.close();
  }

  private static byte[] value(int bytes) {
    byte[] avro = new byte[bytes - WireFormat.HEADER_BYTES];
    new Random(bytes).nextBytes(avro);
    return WireFormat.frame(7, avro);
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    store.list("", object -> keys.add(object.key()));
    return keys;
  }

  @Test
  void shouldLeaveSmallValuesWhereTheyAre() {
    byte[] value = value(MIN_BYTES);

    assertThat(claims.checkIn(value)).isSameAs(value);
    assertThat(keys()).isEmpty();
  }

  @Test
  void shouldGiveBackWhatItStored() {
    byte[] value = value(MIN_BYTES + 1);

    byte[] claim = claims.checkIn(value);

    assertThat(claim).hasSizeLessThan(100);
    assertThat(claims.checkOut(Claim.parse("t", claim))).isEqualTo(value);
    assertThat(WireFormat.schemaId("t", claim)).isEqualTo(7);
  }

  @Test
  void shouldStoreEqualValuesOnceUnderEqualClaims() {
    byte[] first = claims.checkIn(value(2_000));
    byte[] second = claims.checkIn(value(2_000));
    byte[] fromElsewhere = claims(Optional.empty()).checkIn(value(2_000));

    String sha256 = Claim.parse("t", first).sha256();
    assertThat(second).isEqualTo(first);
    assertThat(fromElsewhere).isEqualTo(first);
    assertThat(keys())
        .containsExactly(
            ClaimKeys.content(sha256),
            "leases/%s/%s/2026-11-30".formatted(sha256.substring(0, 2), sha256),
            MarkedStore.KEY);
  }

  @Test
  void shouldWaitForFolderThatIsNotMounted() throws IOException {
    byte[] claim = claims.checkIn(value(2_000));
    Path unmounted = folder.resolveSibling(folder.getFileName() + "-unmounted");
    Files.move(folder, unmounted);

    assertThatThrownBy(() -> claims.checkOut(Claim.parse("t", claim)))
        .isInstanceOf(ClaimUnavailableException.class)
        .hasMessageContaining("Expected folder " + folder)
        .hasMessageContaining("its folder may not be mounted");
    assertThatThrownBy(() -> claims.checkIn(value(3_000)))
        .isInstanceOf(ClaimUnavailableException.class);
    assertThat(folder).doesNotExist();

    Files.move(unmounted, folder);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(claims.isAway()).isFalse());
    assertThat(claims.checkOut(Claim.parse("t", claim))).isEqualTo(value(2_000));
  }

  @Test
  void shouldWriteNothingIntoFolderInWhichNothingIsMountedAnyMore() throws IOException {
    byte[] unused = claims.checkIn(value(2_000));
    Path unmounted = folder.resolveSibling(folder.getFileName() + "-unmounted");
    Files.move(folder, unmounted);
    Files.createDirectory(folder);

    assertThatThrownBy(() -> claims.checkIn(value(3_000)))
        .isInstanceOf(ClaimUnavailableException.class)
        .hasMessageContaining("its folder may not be mounted");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldNotTakeNewStoreIntoUseUnlessItMay() {
    try (ObjectClaims strict = claims(Optional.empty(), false)) {
      assertThatThrownBy(() -> strict.checkIn(value(2_000)))
          .isInstanceOf(ClaimUnavailableException.class)
          .hasMessageContaining("to have store.json");
      assertThat(keys()).isEmpty();

      byte[] claim = claims.checkIn(value(2_000));

      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptionsInstanceOf(ClaimUnavailableException.class)
          .untilAsserted(() -> assertThat(strict.checkIn(value(2_000))).isEqualTo(claim));
    }
  }

  @Test
  void shouldNotStoreAClaimOfAClaim() {
    byte[] claim = claims.checkIn(value(2_000));

    assertThat(claims.checkIn(claim)).isSameAs(claim);
  }

  @Test
  void shouldRefuseValuesThatAreTooLarge() {
    assertThat(claims.checkIn(value(MAX_BYTES))).hasSizeLessThan(100);
    assertThatThrownBy(() -> claims.checkIn(value(MAX_BYTES + 1)))
        .isInstanceOf(ValueTooLargeException.class)
        .hasMessageContaining("at most 10000 bytes (claim.check.max.bytes), but got 10001");
  }

  @Test
  void shouldNotLoadMoreThanIsAllowed() {
    Claim claim = new Claim(7, MAX_BYTES + 1L, "0".repeat(64), Claim.AVRO);

    assertThatThrownBy(() -> claims.checkOut(claim))
        .isInstanceOf(ClaimLostException.class)
        .hasMessageContaining("at most 10000 bytes");
  }

  @Test
  void shouldNameAnObjectThatIsMissing() {
    Claim claim = Claim.parse("t", claims.checkIn(value(2_000)));
    store.delete(ClaimKeys.content(claim));

    assertThatThrownBy(() -> claims.checkOut(claim))
        .isInstanceOf(ClaimLostException.class)
        .hasMessageContaining(claim.sha256())
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("there is none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"altered", "shortened", "lengthened", "emptied", "of another form"})
  void shouldNameAnObjectThatIsNotWhatWasStored(String damage) throws IOException {
    Claim claim = Claim.parse("t", claims.checkIn(value(2_000)));
    Path file = folder.resolve(ClaimKeys.content(claim));
    byte[] content = Files.readAllBytes(file);
    byte[] damaged =
        switch (damage) {
          case "altered" -> changed(content, 1_000);
          case "shortened" -> java.util.Arrays.copyOf(content, content.length - 1);
          case "lengthened" -> java.util.Arrays.copyOf(content, content.length + 1);
          case "emptied" -> new byte[0];
          default -> changed(content, 0);
        };
    store.delete(ClaimKeys.content(claim));
    store.putIfAbsent(ClaimKeys.content(claim), ObjectContent.of(damaged));

    assertThatThrownBy(() -> claims.checkOut(claim))
        .isInstanceOf(ClaimLostException.class)
        .hasMessageContaining(claim.sha256());
  }

  private static byte[] changed(byte[] content, int at) {
    byte[] changed = content.clone();
    changed[at] = (byte) (changed[at] ^ 0x55);
    return changed;
  }

  @Test
  void shouldNotRelyOnAnObjectThatIsBeingCollected() {
    byte[] value = value(2_000);
    Claim claim = Claim.of(value);
    store.putIfAbsent(ClaimKeys.condemned(claim.sha256()), ObjectContent.of(new byte[0]));

    assertThatThrownBy(() -> claims.checkIn(value))
        .isInstanceOf(ClaimUnavailableException.class)
        .hasMessageContaining("being collected");

    store.delete(ClaimKeys.condemned(claim.sha256()));
    assertThat(claims.checkIn(value)).isEqualTo(claim.encoded());
    assertThat(keys()).hasSize(3);
  }

  @Test
  void shouldEncryptWithTheFirstKeyAndDecryptWithAll() throws IOException {
    Path keys = folder.resolveSibling(folder.getFileName() + ".keys");
    Files.writeString(keys, line("old"));
    Claim before = Claim.parse("t", claims(Optional.of(keys)).checkIn(value(2_000)));
    Files.writeString(keys, line("new") + line("old"));
    ObjectClaims rotated = claims(Optional.of(keys));
    Claim after = Claim.parse("t", rotated.checkIn(value(3_000)));

    assertThat(rotated.checkOut(before)).isEqualTo(value(2_000));
    assertThat(rotated.checkOut(after)).isEqualTo(value(3_000));
    assertThat(stored(before)).contains("old".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(stored(after)).contains("new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    byte[] secret = java.util.Arrays.copyOfRange(value(3_000), 5, 37);
    assertThat(java.util.Collections.indexOfSubList(list(stored(after)), list(secret)))
        .isEqualTo(-1);
    assertThatThrownBy(() -> claims.checkOut(after))
        .isInstanceOf(ClaimLostException.class)
        .hasMessageContaining("the key 'new'");
    Files.delete(keys);
  }

  private byte[] stored(Claim claim) throws IOException {
    try (InputStream in = store.get(ClaimKeys.content(claim)).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static List<Byte> list(byte[] bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte one : bytes) {
      list.add(one);
    }
    return list;
  }

  private static String line(String id) {
    byte[] key = new byte[32];
    new Random(id.hashCode()).nextBytes(key);
    return id + " " + java.util.Base64.getEncoder().encodeToString(key) + "\n";
  }

  @Test
  void shouldNotDecryptWhatWasMovedToAnotherName() throws IOException {
    Path keys = folder.resolveSibling(folder.getFileName() + ".moved");
    Files.writeString(keys, line("k"));
    ObjectClaims encrypted = claims(Optional.of(keys));
    Claim one = Claim.parse("t", encrypted.checkIn(value(2_000)));
    Claim other = Claim.parse("t", encrypted.checkIn(value(2_001)));
    byte[] moved = stored(other);
    store.delete(ClaimKeys.content(one));
    store.putIfAbsent(ClaimKeys.content(one), ObjectContent.of(moved));

    assertThatThrownBy(() -> encrypted.checkOut(one))
        .isInstanceOf(ClaimLostException.class)
        .hasMessageContaining("damaged");
    Files.delete(keys);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one-word", "k AAAA", "k AAAA extra", "bad/id " + ZEROS})
  void shouldRefuseAFileThatHasNoKeys(String content) throws IOException {
    Path keys = folder.resolveSibling(folder.getFileName() + ".bad");
    Files.writeString(keys, content);

    assertThatThrownBy(() -> ContentCipher.of(Optional.of(keys)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("32 bytes in Base64")
        .hasMessageNotContaining("AAAA");
    Files.delete(keys);
  }

  private static final String ZEROS = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @ParameterizedTest
  @CsvSource({
    "claim.check.min.bytes, 1023, a whole number from 1024",
    "claim.check.min.bytes, many, 'it is ''many'''",
    "claim.check.max.bytes, 5, claim.check.max.bytes",
    "claim.check.timeout.ms, 0, from 1",
    "claim.check.create, perhaps, true or false",
    "claim.check.url, ftp://x, claim.check.url",
    "claim.check.url, file://host/x, three slashes"
  })
  void shouldNameASettingThatDoesNotFit(String key, String value, String message) {
    Map<String, String> config = new java.util.HashMap<>();
    config.put(ClaimCheck.URL_CONFIG, folder.toUri().toString());
    config.put(key, value);

    assertThatThrownBy(() -> ClaimCheck.of(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldBeFoundWhereAnAddressIsConfigured() {
    Map<String, String> config = Map.of(ClaimCheck.URL_CONFIG, folder.toUri().toString());

    try (ClaimCheck found = ClaimCheck.of(config)) {
      assertThat(found).isInstanceOf(ObjectClaims.class);
      assertThat(found.checkIn(value(ClaimSettings.DEFAULT_MIN_BYTES)))
          .hasSize(ClaimSettings.DEFAULT_MIN_BYTES);
      assertThat(found.checkIn(value(ClaimSettings.DEFAULT_MIN_BYTES + 1))).hasSizeLessThan(100);
    }
    assertThat(ClaimCheck.of(Map.of())).isSameAs(ClaimCheck.NONE);
  }
}
