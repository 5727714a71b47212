package dev.sagas.admin;

import java.net.URI;
import java.time.Duration;

/** What the documentation shows. */
final class OnCallSteps {
  private OnCallSteps() {}

  static SagaAdmin connect(String token) {
    return SagaAdmin.of(AdminConfig.at(URI.create("http://orchestrator:8080")).withToken(token));
  }

  static void retryWhatTheBankBroke(SagaAdmin admin) {
    SagaQuery stuck = SagaQuery.all().waitingFor("incident").participant("payments");
    admin.list(stuck).limit(3).forEach(saga -> System.out.println(admin.why(saga.sagaId())));
    AdminBatch prepared = admin.prepare(stuck, AdminAction.retry("the bank is back"));
    System.out.println(prepared.previews());
    AdminBatch running = admin.confirm(prepared);
    AdminBatch done = admin.awaitFinished(running, Duration.ofMinutes(5));
    System.out.println(done.counts());
  }

  static Following watch(SagaAdmin admin) {
    return admin.follow(
        EventFilter.type("order-fulfilment"),
        saga -> System.out.println(saga.sagaId() + " " + saga.status()));
  }
}
