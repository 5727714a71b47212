package com.example.welcome;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;

/** A letter, then an account; without the account the letter is called back. */
public final class Welcome implements SagaDefinition<WelcomeData> {
  @Override
  public Saga<WelcomeData> define() {
    return Saga.named("welcome", 1, WelcomeData.class)
        .step(
            "send-letter",
            step ->
                step.participant("post")
                    .command(
                        SendLetter.class,
                        data -> new SendLetter(data.getCustomerId(), "Dear " + data.getName()))
                    .onReply(LetterSent.class, Welcome::remember)
                    .compensation(
                        RecallLetter.class, data -> new RecallLetter(data.getCustomerId())))
        .step(
            "open-account",
            step ->
                step.participant("bank")
                    .command(OpenAccount.class, data -> new OpenAccount(data.getCustomerId()))
                    .pivot())
        .build();
  }

  private static WelcomeData remember(WelcomeData data, LetterSent sent) {
    data.setLetterId(sent.getLetterId());
    return data;
  }
}
