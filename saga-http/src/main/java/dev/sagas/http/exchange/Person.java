package dev.sagas.http.exchange;

/**
 * Who asks.
 *
 * @param name as it is journaled with each action
 */
public record Person(String name, AccessRole role) {}
