package dev.sagas.samples.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.internal.RawHttp;
import dev.sagas.samples.outside.OutsideProbe.Got;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the bank and the carriers promise to a caller with an idempotency key. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OutsideServiceTest {
  private static final String CARD = "card-000";
  private static final int CROWD = 16;

  @Parameter private TestDatabase kind;
  @TempDir private Path directory;
  private DatabaseSettings settings;
  private OutsideService service;
  private OutsideProbe probe;

  @BeforeEach
  void start() {
    settings = kind.create(directory);
    open();
  }

  private void open() {
    service = OutsideService.start(ServiceConfig.of(Map.of(ServiceConfig.HTTP_PORT, 0)), settings);
    probe = new OutsideProbe(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void shouldSpeakUtf8AndTakeNothingFromWebPages() throws Exception {
    // given
    String post = "POST /bookings HTTP/1.1\nIdempotency-Key: k/1\nHost: localhost\n";
    byte[] body =
        "{\"orderId\":\"o\",\"carrier\":\"Müller 😀\",\"address\":\"Süd 1\",\"pieces\":3}"
            .getBytes(StandardCharsets.UTF_8);

    // when
    String answer =
        RawHttp.send(
            service.url().getPort(),
            post + "Content-Type: application/json; charset=ISO-8859-1",
            body);

    // then
    assertThat(answer).contains(" 404 ").contains("There is no carrier Müller 😀");
    assertThat(RawHttp.send(service.url().getPort(), post + "Content-Type: text/plain", body))
        .contains(" 415 ");
    assertThat(
            RawHttp.send(
                service.url().getPort(),
                post + "Content-Type: application/json\nOrigin: http://evil.example",
                body))
        .contains(" 403 ");
  }

  @Test
  void shouldChargeOnceAndAnswerAlikeWhenTheSameRequestComesAgain() throws Exception {
    // when
    Got first = probe.charge("k/1", "order-1", CARD, 500);
    Got second = probe.charge("k/1", "order-1", CARD, 500);

    // then
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.body().path("id").asText()).startsWith("charge-");
    assertThat(first.body().path("amountCents").asLong()).isEqualTo(500);
    assertThat(second).isEqualTo(first);
    assertThat(probe.chargedCents(CARD)).isEqualTo(500);
  }

  @Test
  void shouldRememberKeysWhenItIsStartedAgain() throws Exception {
    // given
    Got first = probe.charge("k/1", "order-1", CARD, 500);
    Got none = probe.cancel("/charges", "k/2");
    service.close();

    // when
    open();

    // then
    assertThat(probe.charge("k/1", "order-1", CARD, 500)).isEqualTo(first);
    assertThat(probe.charge("k/2", "order-1", CARD, 500).code()).isEqualTo("409 CANCELLED_BEFORE");
    assertThat(probe.cancel("/charges", "k/2")).isEqualTo(none);
    assertThat(probe.chargedCents(CARD)).isEqualTo(500);
  }

  @Test
  void shouldChargeTwiceWhenKeysDiffer() throws Exception {
    // when
    Got first = probe.charge("k/1", "order-1", CARD, 500);
    Got second = probe.charge("k/2", "order-1", CARD, 500);

    // then
    assertThat(second.body().path("id")).isNotEqualTo(first.body().path("id"));
    assertThat(probe.chargedCents(CARD)).isEqualTo(1_000);
  }

  @Test
  void shouldRefuseWhenAKeyIsUsedForAnotherRequest() throws Exception {
    // given
    probe.charge("k/1", "order-1", CARD, 500);

    // then
    assertThat(probe.charge("k/1", "order-1", CARD, 501).code()).isEqualTo("422 KEY_REUSED");
    assertThat(probe.book("k/1", "order-1", "blue-van").code()).isEqualTo("422 KEY_REUSED");
    assertThat(probe.cancel("/bookings", "k/1").code()).isEqualTo("422 KEY_REUSED");
    assertThat(probe.chargedCents(CARD)).isEqualTo(500);
  }

  @Test
  void shouldAnswerAlikeWhenACardIsDeclined() throws Exception {
    // when
    Got first = probe.charge("k/1", "order-1", "card-blocked-0", 500);

    // then
    assertThat(first.code()).isEqualTo("402 CARD_DECLINED");
    assertThat(probe.charge("k/1", "order-1", "card-blocked-0", 500)).isEqualTo(first);
    assertThat(probe.charge("k/2", "order-1", "nobody", 500).code()).isEqualTo("402 UNKNOWN_CARD");
    assertThat(probe.cancel("/charges", "k/1").body().path("cancelled").isNull()).isTrue();
    assertThat(probe.number("SELECT COUNT(*) FROM charge")).isZero();
  }

  @Test
  void shouldRefundOnceWhenAChargeIsCancelledTwice() throws Exception {
    // given
    probe.charge("k/1", "order-1", CARD, 500);
    probe.charge("k/2", "order-2", CARD, 200);

    // when
    Got first = probe.cancel("/charges", "k/1");
    Got second = probe.cancel("/charges", "k/1");

    // then
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().path("cancelled").path("amountCents").asLong()).isEqualTo(500);
    assertThat(second).isEqualTo(first);
    assertThat(probe.chargedCents(CARD)).isEqualTo(200);
    assertThat(probe.charge("k/1", "order-1", CARD, 500).code()).isEqualTo("409 CANCELLED_BEFORE");
    assertThat(probe.chargedCents(CARD)).isEqualTo(200);
  }

  @Test
  void shouldRefuseTheChargeWhenItsKeyWasCancelledBefore() throws Exception {
    // when
    Got cancelled = probe.cancel("/charges", "k/1");
    Got late = probe.charge("k/1", "order-1", CARD, 500);

    // then
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.body().path("cancelled").isNull()).isTrue();
    assertThat(late.code()).isEqualTo("409 CANCELLED_BEFORE");
    assertThat(probe.cancel("/charges", "k/1")).isEqualTo(cancelled);
    assertThat(probe.chargedCents(CARD)).isZero();
  }

  @Test
  void shouldBookAndCancelOnceWhenACarrierAnswers() throws Exception {
    // when
    Got booked = probe.book("k/1", "order-1", "blue-van");

    // then
    assertThat(booked.status()).isEqualTo(201);
    assertThat(booked.body().path("trackingNumber").asText()).startsWith("parcel-");
    assertThat(probe.book("k/1", "order-1", "blue-van")).isEqualTo(booked);

    // when
    Got cancelled = probe.cancel("/bookings", "k/1");

    // then
    assertThat(cancelled.body().path("cancelled")).isEqualTo(booked.body());
    assertThat(probe.cancel("/bookings", "k/1")).isEqualTo(cancelled);
    assertThat(probe.number("SELECT COUNT(*) FROM booking WHERE status = 'BOOKED'")).isZero();
  }

  @Test
  void shouldRememberNothingWhenACarrierDoesNotAnswer() throws Exception {
    // when
    Got answer = probe.book("k/1", "order-1", "snail-mail");

    // then
    assertThat(answer.code()).isEqualTo("504 CARRIER_TIMEOUT");
    assertThat(probe.number("SELECT COUNT(*) FROM idempotency_key")).isZero();
    assertThat(probe.cancel("/bookings", "k/1").body().path("cancelled").isNull()).isTrue();
    assertThat(probe.book("k/1", "order-1", "snail-mail").code()).isEqualTo("409 CANCELLED_BEFORE");
    assertThat(probe.book("k/2", "order-1", "nobody").code()).isEqualTo("404 UNKNOWN_CARRIER");
  }

  @Test
  void shouldChargeOnceWhenTheSameRequestComesManyTimesAtOnce() throws Exception {
    // when
    List<Got> answers = atOnce(i -> probe.charge("k/1", "order-1", CARD, 500));

    // then
    assertThat(answers).allMatch(answer -> answer.equals(answers.get(0)));
    assertThat(answers.get(0).status()).isEqualTo(201);
    assertThat(probe.chargedCents(CARD)).isEqualTo(500);
    assertThat(probe.number("SELECT COUNT(*) FROM charge")).isEqualTo(1);
  }

  @Test
  void shouldLeaveNothingStandingWhenChargesAndCancelsOfAKeyMeet() throws Exception {
    // when
    List<Got> answers =
        atOnce(
            i ->
                i % 2 == 0
                    ? probe.charge("k/1", "order-1", CARD, 500)
                    : probe.cancel("/charges", "k/1"));

    // then
    assertThat(answers).extracting(Got::status).isSubsetOf(200, 201, 409);
    assertThat(probe.chargedCents(CARD)).isZero();
    assertThat(probe.number("SELECT COUNT(*) FROM charge WHERE status = 'CHARGED'")).isZero();
  }

  @Test
  void shouldRefuseWhenARequestIsMalformed() throws Exception {
    assertThat(probe.charge("", "order-1", CARD, 500).code()).isEqualTo("400 BAD_REQUEST");
    assertThat(probe.charge("k".repeat(601), "order-1", CARD, 500).status()).isEqualTo(400);
    assertThat(probe.charge("k/1", "order-1", CARD, 0).status()).isEqualTo(400);
    assertThat(probe.charge("k/1", "", CARD, 500).status()).isEqualTo(400);
    assertThat(probe.post("/charges", "k/1", "{").status()).isEqualTo(400);
    assertThat(probe.post("/charges", "k/1", "{}").status()).isEqualTo(400);
    assertThat(probe.number("SELECT COUNT(*) FROM idempotency_key")).isZero();
  }

  @Test
  void shouldTellThatItIsReady() throws Exception {
    assertThat(probe.get("/health/ready").status()).isEqualTo(200);
    assertThat(service.isRunning()).isTrue();
  }

  /** One of the requests that are sent at once. */
  private interface Numbered {
    Got send(int number) throws Exception;
  }

  private static List<Got> atOnce(Numbered request) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CROWD);
    try {
      List<Callable<Got>> calls = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        int number = i;
        calls.add(() -> request.send(number));
      }
      List<Got> answers = new ArrayList<>();
      for (Future<Got> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
