package dev.sagas.http.security;

import dev.sagas.http.exchange.Method;
import dev.sagas.http.exchange.Route;
import dev.sagas.http.exchange.TooManyRequestsException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Refuses requests of those who ask too often. Thread-safe.
 *
 * <ul>
 *   <li>Questions and actions are counted apart, for each authenticated name; failed
 *       authentications, and apart from them sign-ins of browsers, for each remote address, at the
 *       rate of actions.
 *   <li>At most {@value #MAX_BUCKETS} of each kind are kept: who has not asked for the longest time
 *       begins again.
 * </ul>
 */
public final class RequestLimiter {
  /** How many names, and how many addresses, are counted. */
  public static final int MAX_BUCKETS = 10_000;

  private static final int BURST_SECONDS = 2;

  private final Buckets reads;
  private final Buckets writes;
  private final Buckets failures;
  private final Buckets signIns;

  /** A limiter by the clock of the process. */
  public RequestLimiter(RateLimits limits) {
    this(limits, TimeMeter.SYSTEM_MILLISECONDS);
  }

  RequestLimiter(RateLimits limits, TimeMeter clock) {
    this.reads = new Buckets(limits.readsPerSecond(), clock);
    this.writes = new Buckets(limits.writesPerSecond(), clock);
    this.failures = new Buckets(limits.writesPerSecond(), clock);
    this.signIns = new Buckets(limits.writesPerSecond(), clock);
  }

  /** Buckets by name; the one that was used the longest time ago is first. */
  private static final class Buckets {
    private final int perSecond;
    private final TimeMeter clock;
    private final Map<String, Bucket> buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_BUCKETS;
          }
        };

    Buckets(int perSecond, TimeMeter clock) {
      this.perSecond = perSecond;
      this.clock = clock;
    }

    private Bucket fresh() {
      return Bucket.builder()
          .addLimit(
              limit ->
                  limit
                      .capacity((long) perSecond * BURST_SECONDS)
                      .refillGreedy(perSecond, Duration.ofSeconds(1)))
          .withCustomTimePrecision(clock)
          .build();
    }

    synchronized int size() {
      return buckets.size();
    }

    void take(String who, String what) {
      Bucket bucket;
      synchronized (this) {
        bucket = buckets.computeIfAbsent(who, name -> fresh());
      }
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
        throw new TooManyRequestsException(
            "Expected at most %s %s a second of one person or address, but there are more"
                .formatted(perSecond, what),
            seconds + 1);
      }
    }
  }

  /** The same routes, each of which refuses those who ask it, or others, too often. */
  public List<Route> limited(List<Route> routes) {
    return routes.stream().map(this::limited).toList();
  }

  private Route limited(Route route) {
    return new Route(
        route.method(),
        route.path(),
        route.role(),
        route.parameters(),
        ask -> {
          take(route.method(), ask.person().name());
          return route.answerer().answer(ask);
        });
  }

  /** Counts a request. */
  void take(Method method, String who) {
    switch (method) {
      case GET -> reads.take(who, "questions");
      case POST -> writes.take(who, "actions");
    }
  }

  /**
   * Counts a failed authentication.
   *
   * @param address where it came from
   * @throws TooManyRequestsException if there were too many from there
   */
  public void failed(String address) {
    failures.take(address, "failed authentications");
  }

  /**
   * Counts an attempt to sign in, before it is known whether it succeeds.
   *
   * @param address where it came from
   * @throws TooManyRequestsException if there were too many from there
   */
  public void signIn(String address) {
    signIns.take(address, "sign-ins");
  }

  /** How many are counted of one kind at most now. */
  int size() {
    return Stream.of(reads, writes, failures, signIns).mapToInt(Buckets::size).max().orElse(0);
  }
}
