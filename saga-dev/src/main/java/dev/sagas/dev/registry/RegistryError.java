package dev.sagas.dev.registry;

import dev.sagas.internal.LocalEndpoint;

/** A request that is refused, with the status and code that Confluent's registry gives. */
final class RegistryError extends RuntimeException {
  private final int status;
  private final int code;

  RegistryError(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  static RegistryError refused(LocalEndpoint.Refusal refusal) {
    return new RegistryError(refusal.status(), refusal.status(), refusal.reason());
  }

  static RegistryError subjectNotFound(String subject) {
    return new RegistryError(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryError versionNotFound(String version) {
    return new RegistryError(404, 40402, "Version " + version + " not found.");
  }

  static RegistryError schemaNotFound(String what) {
    return new RegistryError(404, 40403, "Schema " + what + " not found");
  }

  static RegistryError subjectSoftDeleted(String subject) {
    return new RegistryError(
        404, 40404, "Subject '" + subject + "' is deleted; set permanent=true to delete for good");
  }

  static RegistryError subjectNotSoftDeleted(String subject) {
    return new RegistryError(
        404, 40405, "Subject '" + subject + "' must be deleted before it is deleted for good");
  }

  static RegistryError versionSoftDeleted(String subject, int version) {
    return new RegistryError(
        404, 40406, "Subject '" + subject + "' version " + version + " is deleted already");
  }

  static RegistryError versionNotSoftDeleted(String subject, int version) {
    return new RegistryError(
        404,
        40407,
        "Subject '%s' version %s must be deleted before it is deleted for good"
            .formatted(subject, version));
  }

  static RegistryError levelNotConfigured(String subject) {
    return new RegistryError(
        404, 40408, "Subject '" + subject + "' has no compatibility level of its own");
  }

  static RegistryError modeNotConfigured(String subject) {
    return new RegistryError(404, 40409, "Subject '" + subject + "' has no mode of its own");
  }

  static RegistryError incompatible(String details) {
    return new RegistryError(
        409, 409, "Schema being registered is incompatible with an earlier schema: " + details);
  }

  static RegistryError invalidSchema(String details) {
    return new RegistryError(422, 42201, "Invalid schema: " + details);
  }

  static RegistryError invalidVersion(String version) {
    return new RegistryError(
        422, 42202, "Version '" + version + "' is neither a positive number nor \"latest\"");
  }

  static RegistryError invalidLevel(String level) {
    return new RegistryError(422, 42203, "Compatibility level '" + level + "' is not known");
  }

  static RegistryError invalidMode(String mode) {
    return new RegistryError(
        422, 42204, "Mode '" + mode + "' is not one of READWRITE and READONLY");
  }

  static RegistryError notPermitted(String why) {
    return new RegistryError(422, 42205, why);
  }

  static RegistryError referenceExists(String subject, int version) {
    return new RegistryError(
        422, 42206, "Other schemas refer to subject '" + subject + "' version " + version);
  }
}
