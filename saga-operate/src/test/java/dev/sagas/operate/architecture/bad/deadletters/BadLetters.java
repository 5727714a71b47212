package dev.sagas.operate.architecture.bad.deadletters;

import dev.sagas.operate.architecture.bad.query.BadQuery;

/** Dead letters must not depend on queries. */
public record BadLetters(BadQuery query) {}
