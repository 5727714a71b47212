package dev.sagas.participant;

/** A command is left unfinished because the participant stops; it will be redelivered. */
final class AbandonedException extends Exception {}
