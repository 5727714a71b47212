package com.example.shop.spring;

import org.springframework.boot.SpringApplication;

/** The application with all that it needs, to try it: {@code mvn spring-boot:test-run}. */
class LocalShop {
  public static void main(String[] args) {
    SpringApplication.from(ShopApplication::main).with(Platform.class).run(args);
  }
}
