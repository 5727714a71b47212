package dev.sagas.cli.action;

import java.util.Optional;

/**
 * What is to be done to many sagas.
 *
 * @param id if it is repeated with the same one, nothing is applied twice; empty for the default
 */
record BulkOrder(Verb verb, String actor, String reason, Optional<String> id) {}
