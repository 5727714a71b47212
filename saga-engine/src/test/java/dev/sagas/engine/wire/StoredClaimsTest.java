package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.BufferedSignal;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SagaState.SagaProgress;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.Steps;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimScanner;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What collects objects must see each claim in what we store, without decoding it: no stored form
 * may compress, split or translate a payload.
 */
class StoredClaimsTest {
  private static final Claim DATA = claim(1);
  private static final Claim REPLY = claim(2);
  private static final Claim SIGNAL = claim(3);
  private static final Claim INPUT = claim(4);

  private static Claim claim(int seed) {
    byte[] digest = new byte[32];
    new Random(seed).nextBytes(digest);
    return new Claim(
        seed, 1L << (20 + seed), java.util.HexFormat.of().formatHex(digest), Claim.AVRO);
  }

  private static Bytes bytes(Claim claim) {
    return Bytes.of(claim.encoded());
  }

  private static List<Claim> found(byte[] value) {
    List<Claim> found = new ArrayList<>();
    ClaimScanner.scan(value, found::add);
    return found;
  }

  @Test
  void shouldFindTheClaimsOfACheckpoint() {
    // given
    SagaState like = WireFixtures.state();
    StepState step =
        new StepState(
            WireFixtures.A,
            dev.sagas.engine.core.StepStatus.COMPENSATING,
            new StepState.Attempts(1, OptionalInt.of(3), 2, 1),
            new StepState.Timer(OptionalLong.empty(), false, OptionalLong.empty()),
            new StepState.ExecuteOutcome(OptionalLong.of(1), true, Optional.of(bytes(REPLY))),
            1_700_000_000_100L,
            Optional.of("inventory"));
    SagaProgress progress =
        new SagaProgress(
            bytes(DATA),
            2,
            Steps.of(List.of(step)),
            List.of(new BufferedSignal(WireFixtures.SIGNAL, "shop.Paid", bytes(SIGNAL))),
            Optional.empty(),
            List.of(),
            dev.sagas.engine.core.Control.NONE);
    SagaState state =
        new SagaState(
            like.identity(),
            like.chain(),
            SagaStatus.COMPENSATING,
            like.startedAtMs(),
            like.updatedAtMs(),
            like.request(),
            progress,
            OptionalLong.empty());

    // then
    assertThat(found(CheckpointCodec.encode(Checkpoint.of(state)).array()))
        .containsExactlyInAnyOrder(DATA, REPLY, SIGNAL);
  }

  @Test
  void shouldFindTheClaimsOfAJournalEntry() {
    // given
    InMemoryRegistryClient registry = new InMemoryRegistryClient();
    JournalCodec codec =
        new JournalCodec(WireFixtures.codec(registry, SubjectStrategy.TOPIC_NAME), "saga.journal");
    registry.register("saga.journal-value", SagaTransition.getClassSchema());
    JournalEntry like = WireFixtures.entry();
    JournalEntry entry =
        new JournalEntry(
            like.place(),
            new Cause(
                Cause.Kind.REPLY,
                Optional.of(new Position("saga.replies", 5, 1)),
                Optional.empty(),
                Map.of(),
                Optional.of(bytes(INPUT))),
            new JournalEntry.Content(
                Optional.empty(),
                List.of(
                    new SagaEvent.StepSucceeded(WireFixtures.A, 1, Optional.of(bytes(REPLY))),
                    new SagaEvent.SignalBuffered(
                        new BufferedSignal(WireFixtures.SIGNAL, "shop.Paid", bytes(SIGNAL)))),
                List.of(),
                Optional.of(bytes(DATA)),
                SagaStatus.RUNNING));

    // then
    assertThat(found(codec.encode(entry).value().array()))
        .containsExactlyInAnyOrder(INPUT, REPLY, SIGNAL, DATA);
  }

  @Test
  void shouldFindTheClaimsOfParkedInputs() {
    Parked parked = Parked.held();
    for (Claim claim : List.of(INPUT, SIGNAL)) {
      parked =
          parked.with(
              new ParkedRecord(new Position("saga.signals", 0, 7), List.of(), bytes(claim)));
    }

    assertThat(found(ParkedCodec.encode(parked).array())).containsExactly(INPUT, SIGNAL);
  }

  @Test
  void shouldFindClaimsAnywhereInRandomBytes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 2_000; run++) {
      byte[] claim = Stream.of(DATA, REPLY).toList().get(run % 2).encoded();
      byte[] value = new byte[claim.length + random.nextInt(40)];
      random.nextBytes(value);
      int at = random.nextInt(value.length - claim.length + 1);
      System.arraycopy(claim, 0, value, at, claim.length);

      assertThat(found(value))
          .as("seed %s, run %s", seed, run)
          .contains(run % 2 == 0 ? DATA : REPLY);
    }
  }

  @Test
  void shouldFindNothingWhereAClaimIsNotComplete() {
    byte[] claim = DATA.encoded();
    int complete = claim.length - Claim.AVRO.length();

    assertThat(found(java.util.Arrays.copyOf(claim, complete))).hasSize(1);
    for (int length = 0; length < complete; length++) {
      assertThat(found(java.util.Arrays.copyOf(claim, length))).as("length %s", length).isEmpty();
    }
    claim[11] = 1; // longer than any value can be
    assertThat(found(claim)).isEmpty();
  }
}
