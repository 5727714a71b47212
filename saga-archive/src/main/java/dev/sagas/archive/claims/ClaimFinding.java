package dev.sagas.archive.claims;

/**
 * An object that is needed, and is not as it must be.
 *
 * @param use one record that needs it
 * @param message what was expected, and what was found
 */
public record ClaimFinding(ClaimFault fault, ClaimUse use, String message) {}
