package dev.sagas.spring.slice;

import dev.sagas.participant.CommandContext;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.spring.SagaHandler;
import dev.sagas.spring.SagaParticipant;
import dev.sagas.spring.StepRejectedException;
import org.springframework.stereotype.Component;

/** A participant that is found by scanning. */
@Component
@SagaParticipant("cars")
record GarageCars(Garage garage) {
  static final String BANNED = "mallory";

  @SagaHandler
  CarBooked book(BookCar command, CommandContext context) {
    if (command.getTraveller().equals(BANNED)) {
      throw new StepRejectedException("BANNED", "No car for this traveller");
    }
    garage.take(command.getTripId(), context.sagaId() + "/" + context.step());
    return new CarBooked(command.getTripId(), "car-1");
  }

  @SagaHandler
  CarCancelled cancel(CancelCar command) {
    garage.giveBack(command.getTripId());
    return new CarCancelled(command.getTripId());
  }
}
