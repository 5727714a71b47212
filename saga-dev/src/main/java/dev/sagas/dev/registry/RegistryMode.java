package dev.sagas.dev.registry;

/** Whether schemas may be registered. */
enum RegistryMode {
  READWRITE,
  READONLY
}
