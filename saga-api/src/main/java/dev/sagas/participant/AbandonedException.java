package dev.sagas.participant;

/** A command is left unfinished because the participant ends; it will be delivered again. */
final class AbandonedException extends Exception {}
