package dev.sagas.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.Method;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.Route;
import dev.sagas.http.exchange.TooManyRequestsException;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often one may ask. */
class RequestLimiterTest {
  private final AtomicLong nowMs = new AtomicLong(1_700_000_000_000L);
  private final RequestLimiter limiter =
      new RequestLimiter(
          new RateLimits(5, 2),
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return TimeUnit.MILLISECONDS.toNanos(nowMs.get());
            }

            @Override
            public boolean isWallClockBased() {
              return true;
            }
          });

  @Test
  void shouldRefuseAfterTheBurstAndAllowAgainWithTime() {
    // given
    for (int i = 0; i < 4; i++) {
      limiter.take(Method.POST, "ada");
    }

    // then
    assertThatThrownBy(() -> limiter.take(Method.POST, "ada"))
        .isInstanceOfSatisfying(
            TooManyRequestsException.class,
            refused -> {
              assertThat(refused.code().text()).isEqualTo("too-many-requests");
              assertThat(refused.retryAfterSeconds()).isEqualTo(1);
              assertThat(refused.detail()).contains("at most 2 actions a second");
            });
    nowMs.addAndGet(500);
    limiter.take(Method.POST, "ada");
    assertThatThrownBy(() -> limiter.take(Method.POST, "ada"))
        .isInstanceOf(TooManyRequestsException.class);
  }

  @Test
  void shouldCountQuestionsActionsPeopleAndAddressesApart() {
    for (int i = 0; i < 4; i++) {
      limiter.take(Method.POST, "ada");
    }
    for (int i = 0; i < 10; i++) {
      limiter.take(Method.GET, "ada");
    }
    limiter.take(Method.POST, "bob");
    limiter.failed("ada");
    limiter.signIn("ada");
    assertThatThrownBy(() -> limiter.take(Method.GET, "ada"))
        .isInstanceOf(TooManyRequestsException.class)
        .hasMessageContaining("questions");
  }

  @Test
  void shouldKeepABoundedNumber() {
    for (int i = 0; i <= RequestLimiter.MAX_BUCKETS; i++) {
      limiter.failed("10.0." + i);
    }
    assertThat(limiter.size()).isEqualTo(RequestLimiter.MAX_BUCKETS);
  }

  @Test
  void shouldLimitEachRouteByWhoAsks() {
    // given
    Route route =
        limiter
            .limited(
                List.of(
                    Route.post(
                        "/thing",
                        AccessRole.OPERATOR,
                        Set.of(),
                        ask -> HttpReply.of("text/plain", "done"))))
            .get(0);
    Ask ask = new Ask(new Person("ada", AccessRole.OPERATOR), Map.of(), Map.of(), Map.of(), "");

    // when
    for (int i = 0; i < 4; i++) {
      assertThat(route.answer(ask).body()).isEqualTo("done");
    }

    // then
    assertThatThrownBy(() -> route.answer(ask)).isInstanceOf(TooManyRequestsException.class);
  }

  @Test
  void shouldRefuseLimitsThatLetNobodyThrough() {
    assertThatThrownBy(() -> new RateLimits(0, 1)).hasMessageContaining("at least 1 request");
  }
}
