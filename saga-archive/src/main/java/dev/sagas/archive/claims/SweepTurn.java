package dev.sagas.archive.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to collect in a store: runs are numbered, and only the newest one has it.
 *
 * <ul>
 *   <li>A run that has neither ended nor is old is assumed to be alive: the next one is refused
 *       unless it takes over. After {@link #ASSUMED_DEAD} it is replaced without that; it stops by
 *       itself long before.
 *   <li>A store belongs to the deployment that collected in it first: another one would delete what
 *       the first one needs.
 * </ul>
 */
final class SweepTurn {
  /** After that, a run that has not ended is dead. */
  static final Duration ASSUMED_DEAD = Duration.ofHours(24);

  /** After that, a run deletes nothing more. */
  static final Duration LONGEST = Duration.ofHours(12);

  private static final String RUNS = "sweeps/";
  private static final String BEGUN = "-begun.json";
  private static final String ENDED = "-ended.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final long number;
  private final Instant begunAt;

  private SweepTurn(ObjectStore store, long number, Instant begunAt) {
    this.store = store;
    this.number = number;
    this.begunAt = begunAt;
  }

  /** The newest run of the store. */
  private record Run(long number, String deployment, Instant begunAt, boolean hasEnded) {}

  /**
   * Begins a run.
   *
   * @throws ClaimsException if another one may be alive, or the store is another deployment's
   */
  static SweepTurn begin(ObjectStore store, String deployment, Instant now, boolean isTakeOver) {
    Optional<Run> last = requireDeployment(store, deployment);
    boolean isAlive = last.filter(run -> !run.hasEnded() && !isOld(run, now)).isPresent();
    if (isAlive && !isTakeOver) {
      throw new ClaimsException(
          """
          Expected no other run to collect in %s, but one has begun at %s and has not ended; if \
          it is known to be dead, use --take-over\
          """
              .formatted(store, last.map(Run::begunAt).orElse(now)));
    }
    SweepTurn turn = new SweepTurn(store, last.map(Run::number).orElse(0L) + 1, now);
    turn.writeBegun(deployment);
    turn.requireNewest();
    turn.deleteOlder();
    return turn;
  }

  private static boolean isOld(Run run, Instant now) {
    return run.begunAt().plus(ASSUMED_DEAD).isBefore(now);
  }

  /**
   * Checks that no other deployment has collected in this store.
   *
   * @throws ClaimsException if one has
   */
  static void check(ObjectStore store, String deployment) {
    Optional<Run> unused = requireDeployment(store, deployment);
  }

  private static Optional<Run> requireDeployment(ObjectStore store, String deployment) {
    Optional<Run> last = newest(store);
    if (last.isPresent() && !last.get().deployment().equals(deployment)) {
      throw new ClaimsException(
          """
          Expected %s to be the store of %s, but it is that of %s: each deployment needs a folder \
          or a bucket's prefix of its own (if it has only moved, delete the objects below sweeps/)\
          """
              .formatted(store, deployment, last.get().deployment()));
    }
    return last;
  }

  private static Optional<Run> newest(ObjectStore store) {
    List<String> keys = new ArrayList<>();
    store.list(RUNS, object -> keys.add(object.key()));
    return keys.stream()
        .filter(key -> key.endsWith(BEGUN))
        .reduce((one, other) -> other)
        .map(key -> run(store, key, keys.contains(key.replace(BEGUN, ENDED))));
  }

  private static Run run(ObjectStore store, String key, boolean hasEnded) {
    JsonNode json = read(store, key);
    return new Run(
        Long.parseLong(key.substring(RUNS.length(), key.length() - BEGUN.length())),
        json.path("deployment").asText(),
        Instant.parse(json.path("begunAt").asText(Instant.EPOCH.toString())),
        hasEnded);
  }

  private static JsonNode read(ObjectStore store, String key) {
    try (InputStream in = store.get(key).orElseGet(InputStream::nullInputStream)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new ObjectStoreException("Expected to read %s in %s".formatted(key, store), e);
    }
  }

  private void writeBegun(String deployment) {
    String id = UUID.randomUUID().toString();
    String json =
        JSON.createObjectNode()
            .put("deployment", deployment)
            .put("begunAt", begunAt.toString())
            .put("id", id)
            .toString();
    String key = key(number, BEGUN);
    // A store may say that it has not written what it has written.
    if (!store.putIfAbsent(key, ObjectContent.of(json.getBytes(StandardCharsets.UTF_8)))
        && !read(store, key).path("id").asText().equals(id)) {
      throw replaced();
    }
  }

  private ClaimsException replaced() {
    return new ClaimsException(
        "Expected no other run to collect in %s, but one has just begun".formatted(store));
  }

  private void requireNewest() {
    if (newest(store).filter(run -> run.number() == number).isEmpty()) {
      throw replaced();
    }
  }

  /**
   * Checks that nobody has taken over, nor may do so soon.
   *
   * @throws ClaimsException if somebody has or may
   */
  void require(Instant now) {
    requireNewest();
    if (begunAt.plus(LONGEST).isBefore(now)) {
      throw new ClaimsException(
          "Expected to be done after %s hours; the next run continues"
              .formatted(LONGEST.toHours()));
    }
  }

  private void deleteOlder() {
    List<String> older = new ArrayList<>();
    store.list(
        RUNS,
        object -> {
          if (object.key().compareTo(key(number, "")) < 0) {
            older.add(object.key());
          }
        });
    older.forEach(store::delete);
  }

  /** Lets the next run begin. */
  void end() {
    boolean unused = store.putIfAbsent(key(number, ENDED), ObjectContent.of(new byte[0]));
  }

  private static String key(long number, String end) {
    return RUNS + "%s%s".formatted(String.valueOf(1_000_000_000L + number).substring(1), end);
  }
}
