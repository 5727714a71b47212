package dev.sagas.testkit.registry;

/** Whether schemas may be registered. */
enum RegistryMode {
  READWRITE,
  READONLY
}
