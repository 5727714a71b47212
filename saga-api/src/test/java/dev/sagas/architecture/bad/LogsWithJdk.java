package dev.sagas.architecture.bad;

import java.util.logging.Logger;

record LogsWithJdk(Logger logger) {}
