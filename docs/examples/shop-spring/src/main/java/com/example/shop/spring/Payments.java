package com.example.shop.spring;

import com.example.shop.messages.CardCharged;
import com.example.shop.messages.ChargeCard;
import dev.sagas.spring.SagaHandler;
import dev.sagas.spring.SagaParticipant;
import dev.sagas.spring.StepRejectedException;
import org.springframework.stereotype.Component;

/** The money: charges cards. There is no undo, because the charge is the saga's pivot. */
@Component
@SagaParticipant("payments")
record Payments(Accounts accounts) {
  @SagaHandler
  CardCharged charge(ChargeCard command) {
    long charge =
        accounts
            .charge(command.getOrderId(), command.getCustomer(), command.getAmountCents())
            .orElseThrow(
                () -> new StepRejectedException("CARD_DECLINED", "The balance is too low"));
    return new CardCharged(command.getOrderId(), "charge-" + charge);
  }
}
