package dev.sagas.spring.lifecycle;

import java.util.List;

/** A bean that has parts for the lifecycle. */
@FunctionalInterface
public interface PartSource {
  /** The same parts at each call. */
  List<ManagedPart> parts();
}
