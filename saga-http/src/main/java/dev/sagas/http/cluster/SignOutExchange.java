package dev.sagas.http.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.security.SignOuts;
import dev.sagas.index.cluster.Member;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other instances which sessions were signed out here, and learns which were there.
 *
 * <ul>
 *   <li>Each instance sends all that it knows and receives all that the other knows: at once when
 *       somebody signs out, when an instance appears, and every {@link #EVERY} in any case.
 *   <li>One that does not answer is asked again every {@link #RETRY}, for as long as it is a
 *       member; if anybody has signed out, the log says once what it may still accept.
 *   <li>An instance that starts accepts no sealed session until it has asked the others once, and
 *       at most for {@link #HOLD}.
 * </ul>
 */
public final class SignOutExchange implements AutoCloseable {
  /** Where an instance is asked. */
  public static final String PATH = "/internal/sign-outs";

  /** The field with what is sealed. */
  public static final String SEALED = "sealed";

  static final Duration EVERY = Duration.ofSeconds(30);
  static final Duration RETRY = Duration.ofSeconds(2);
  static final Duration HOLD = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(SignOutExchange.class);
  private static final long TICK_MS = 250;

  private final SignOuts known;
  private final Peers peers;
  private final Clock clock;
  private final Map<String, Exchanged> last = new HashMap<>();
  private final Set<String> uninformed = new HashSet<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread created = new Thread(task, "saga-sign-outs");
            created.setDaemon(true);
            return created;
          });

  /** How the last exchange with an instance went, and what it then knew. */
  private record Exchanged(long atMs, long version, boolean answered) {}

  private SignOutExchange(SignOuts known, Peers peers, Clock clock) {
    this.known = known;
    this.peers = peers;
    this.clock = clock;
  }

  /** Begins, in the background. */
  public static SignOutExchange start(SignOuts known, Peers peers, Clock clock) {
    SignOutExchange started = new SignOutExchange(known, peers, clock);
    known.hold(HOLD, clock.millis());
    known.onChange(started::soon);
    var unused =
        started.thread.scheduleWithFixedDelay(started::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    return started;
  }

  private void soon() {
    try {
      thread.execute(this::tick);
    } catch (RejectedExecutionException e) {
      LOG.warn("A session was signed out while this instance stops; the others do not know it");
    }
  }

  private void tick() {
    try {
      if (peers.areKnown()) {
        List<Member> others = peers.others();
        Set<String> addresses =
            others.stream().map(Member::address).collect(Collectors.toUnmodifiableSet());
        last.keySet().retainAll(addresses);
        uninformed.retainAll(addresses);
        exchange(others.stream().filter(this::isDue).toList());
        known.release();
      }
    } catch (RuntimeException e) {
      LOG.warn("Sign-outs were not exchanged; trying again", e);
    }
  }

  private boolean isDue(Member member) {
    Exchanged before = last.get(member.address());
    if (before == null) {
      return true;
    }
    long ageMs = clock.millis() - before.atMs();
    return before.answered()
        ? before.version() != known.version() || ageMs >= EVERY.toMillis()
        : ageMs >= RETRY.toMillis();
  }

  private void exchange(List<Member> due) {
    long nowMs = clock.millis();
    long version = known.version();
    Map<Member, CompletableFuture<JsonNode>> asked = new LinkedHashMap<>();
    if (!due.isEmpty()) {
      JsonNode body = JsonNodeFactory.instance.objectNode().put(SEALED, known.sealed(nowMs));
      due.forEach(member -> asked.put(member, peers.post(member, PATH, body)));
    }
    asked.forEach((member, answer) -> note(member, nowMs, version, learn(answer)));
  }

  private void note(Member member, long atMs, long version, Optional<String> problem) {
    last.put(member.address(), new Exchanged(atMs, version, problem.isEmpty()));
    if (problem.isEmpty() && uninformed.remove(member.address())) {
      LOG.info("Instance {} knows of all sign-outs again", member.address());
    } else if (problem.isPresent() && known.size() > 0 && uninformed.add(member.address())) {
      LOG.warn(
          """
          Instance {} cannot be told of sign-outs, and may accept sessions that were signed out on \
          others ({} known here); asking again every {} s: {}\
          """,
          member.address(),
          known.size(),
          RETRY.toSeconds(),
          problem.get());
    }
  }

  /** Why nothing was learnt; empty if it was. */
  private Optional<String> learn(CompletableFuture<JsonNode> answer) {
    try {
      known.learn(answer.join().path(SEALED).asText(), clock.millis());
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.of(String.valueOf(e.getCause() == null ? e : e.getCause()));
    } catch (ProblemException e) {
      return Optional.of(e.detail());
    }
  }

  @Override
  public void close() {
    known.onChange(() -> {});
    thread.shutdownNow();
  }
}
