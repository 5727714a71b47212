package dev.sagas.engine.core;

import dev.sagas.protocol.SignalName;

/**
 * A signal that came before its step waited for it.
 *
 * @param type full name of the signal's record
 * @param payload in wire format
 */
public record BufferedSignal(SignalName name, String type, Bytes payload) {}
