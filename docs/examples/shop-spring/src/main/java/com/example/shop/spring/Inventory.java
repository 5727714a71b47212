package com.example.shop.spring;

import com.example.shop.messages.ReleaseStock;
import com.example.shop.messages.ReserveStock;
import com.example.shop.messages.StockReleased;
import com.example.shop.messages.StockReserved;
import dev.sagas.spring.SagaHandler;
import dev.sagas.spring.SagaParticipant;
import dev.sagas.spring.StepRejectedException;
import org.springframework.stereotype.Component;

/** The stock: sets it aside and puts it back. */
@Component
@SagaParticipant("inventory")
record Inventory(Stock stock) {
  /** What it changes is committed together with the answer. */
  @SagaHandler
  StockReserved reserve(ReserveStock command) {
    if (!stock.take(command.getOrderId(), command.getItem(), command.getQuantity())) {
      throw new StepRejectedException("OUT_OF_STOCK", "Not enough of " + command.getItem());
    }
    return new StockReserved(command.getOrderId());
  }

  /** Called only if the stock was reserved, so there is nothing to check. */
  @SagaHandler
  StockReleased release(ReleaseStock command) {
    stock.giveBack(command.getOrderId());
    return new StockReleased(command.getOrderId());
  }
}
