package com.example.shop.spring;

import com.example.shop.messages.BookParcel;
import com.example.shop.messages.CancelParcel;
import com.example.shop.messages.ParcelBooked;
import com.example.shop.messages.ParcelCancelled;
import com.example.shop.messages.ParcelSent;
import com.example.shop.messages.SendParcel;
import dev.sagas.spring.SagaHandler;
import dev.sagas.spring.SagaParticipant;
import org.springframework.stereotype.Component;

/** The parcels: books, cancels and sends them. */
@Component
@SagaParticipant("shipping")
record Shipping(Parcels parcels) {
  @SagaHandler
  ParcelBooked book(BookParcel command) {
    return new ParcelBooked(command.getOrderId(), "parcel-" + parcels.book(command.getOrderId()));
  }

  @SagaHandler
  ParcelCancelled cancel(CancelParcel command) {
    parcels.setState(command.getOrderId(), "CANCELLED");
    return new ParcelCancelled(command.getOrderId());
  }

  @SagaHandler
  ParcelSent send(SendParcel command) {
    parcels.setState(command.getOrderId(), "SENT");
    return new ParcelSent(command.getOrderId());
  }
}
