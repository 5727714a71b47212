package dev.sagas.operate.doctor;

import dev.sagas.operate.query.HeldInputs;
import java.util.Optional;

/**
 * The store of large values, and what is held.
 *
 * @param named whether the settings name a store
 * @param whyAway empty if it answers, or none is named
 */
record ClaimView(boolean named, Optional<String> whyAway, HeldInputs held) {}
