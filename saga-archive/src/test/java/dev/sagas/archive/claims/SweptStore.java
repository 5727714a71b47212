package dev.sagas.archive.claims;

import dev.sagas.archive.MemoryStore;
import dev.sagas.claims.ClaimKeys;
import dev.sagas.claims.ClaimSettings;
import dev.sagas.claims.MarkedStore;
import dev.sagas.claims.ObjectClaims;
import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.serde.Claim;
import dev.sagas.serde.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A store, in memory unless another is given, records that need objects of it, and runs over both.
 */
final class SweptStore {
  static final String DEPLOYMENT = "prefix '', cluster test";
  static final Duration KEEP = Duration.ofDays(40);

  /** Long ago. */
  static final LocalDate OLD = LocalDate.of(2020, 2, 29);

  private static final int VALUE_BYTES = 2_000;

  final ObjectStore objects;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  SweptStore() {
    this(new MemoryStore());
  }

  SweptStore(ObjectStore objects) {
    this.objects = objects;
  }

  /** What a value of its own for each number looks like in a record, when it is not claimed. */
  static byte[] value(int number) {
    byte[] avro = new byte[VALUE_BYTES];
    new Random(number).nextBytes(avro);
    return WireFormat.frame(7, avro);
  }

  static ObjectClaims claims(ObjectStore store) {
    return ObjectClaims.open(
        new ClaimSettings(
            NamedStores.address(store),
            1_024,
            10_000,
            Duration.ofMinutes(1),
            Optional.empty(),
            true));
  }

  /** Stores a value as a writer does. */
  Claim store(int number) {
    try (ObjectClaims claims = claims(objects)) {
      return Claim.parse("t", claims.checkIn(value(number)));
    }
  }

  /** Stores one as if that had been long ago. */
  Claim storeLongAgo(int number) {
    Claim claim = store(number);
    age(claim);
    return claim;
  }

  /** Makes it seem as if a content had been stored long ago. */
  void age(Claim claim) {
    objects.delete(ClaimKeys.lease(claim.sha256(), today()));
    lease(claim, OLD);
  }

  static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  void lease(Claim claim, LocalDate day) {
    objects.putIfAbsent(ClaimKeys.lease(claim.sha256(), day), ObjectContent.of(new byte[0]));
  }

  void condemn(Claim claim) {
    objects.putIfAbsent(ClaimKeys.condemned(claim.sha256()), ObjectContent.of(new byte[0]));
  }

  /** Adds a record. */
  void record(String topic, byte[] value) {
    records.add(
        new ConsumerRecord<>(
            topic, 0, records.size(), "order-1".getBytes(StandardCharsets.UTF_8), value));
  }

  List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  /** Passes on each record once. */
  ClaimRecords reader() {
    return reader(() -> {});
  }

  /** The same, and does something before each time. */
  ClaimRecords reader(Runnable before) {
    return new ClaimRecords() {
      private int read;

      @Override
      public void readNew(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        before.run();
        while (read < records.size()) {
          sink.accept(records.get(read++));
        }
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  SweepReport sweep() {
    return sweep(objects, new SweepSettings(KEEP, false, false));
  }

  SweepReport sweep(ObjectStore store, SweepSettings settings) {
    return new ClaimSweeper(store, reader(), settings, Clock.systemUTC()).run(DEPLOYMENT);
  }

  /** All keys but those of the runs. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    objects.list(
        "",
        object -> {
          if (!object.key().startsWith("sweeps/") && !object.key().equals(MarkedStore.KEY)) {
            keys.add(object.key());
          }
        });
    return keys;
  }

  boolean has(String key) {
    return keys().contains(key);
  }

  boolean isThere(Claim claim) {
    return has(ClaimKeys.content(claim.sha256()));
  }

  /** What is stored, which is not encrypted, without its first byte. */
  byte[] content(Claim claim) {
    try (InputStream in = objects.get(ClaimKeys.content(claim.sha256())).orElseThrow()) {
      in.skipNBytes(1);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isCondemned(Claim claim) {
    return has(ClaimKeys.condemned(claim.sha256()));
  }
}
