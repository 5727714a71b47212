package dev.sagas.engine.architecture.bad.journal;

import java.util.List;
import org.slf4j.Logger;

/** Replay logs nothing. */
public record BadReplay(List<Logger> loggers) {}
