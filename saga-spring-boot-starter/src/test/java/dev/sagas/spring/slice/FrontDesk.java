package dev.sagas.spring.slice;

import org.springframework.stereotype.Component;

/** No part of a saga: a slice leaves it out. */
@Component
class FrontDesk {}
