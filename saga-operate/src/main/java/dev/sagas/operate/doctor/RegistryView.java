package dev.sagas.operate.doctor;

import java.util.List;

/**
 * The registry, which answered.
 *
 * @param subjects how many of the protocol's schemas were looked for
 * @param missing those that are not registered: the topic or record, and the subject
 */
record RegistryView(int subjects, List<String> missing) {
  RegistryView {
    missing = List.copyOf(missing);
  }
}
