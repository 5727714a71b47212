package com.example.shop.spring;

import com.example.shop.saga.ShopSaga;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class ShopApplication {
  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }

  /** For the tests. In production an orchestrator elsewhere has it, as a jar. */
  @Bean
  ShopSaga shopSaga() {
    return new ShopSaga();
  }
}
