package dev.sagas.spring.slice;

import dev.sagas.spring.platform.WeekendTrip;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application whose package is scanned, with one participant of its own. */
@SpringBootApplication
class SliceApplication {
  @Bean
  WeekendTrip weekendTrip() {
    return new WeekendTrip();
  }
}
