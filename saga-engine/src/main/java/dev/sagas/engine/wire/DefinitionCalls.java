package dev.sagas.engine.wire;

import dev.sagas.engine.core.DefinitionFault;
import dev.sagas.serde.RegistryUnavailableException;

/**
 * Runs a definition's functions.
 *
 * <ul>
 *   <li>Whatever one throws becomes a {@link DefinitionFault}, stack overflows included; only an
 *       outage of the registry and a lack of memory are rethrown.
 *   <li>The message of what it throws may contain payload, so only its class is reported.
 * </ul>
 */
final class DefinitionCalls {
  private final String definition;

  /**
   * The calls of one definition.
   *
   * @param definition its type and version, for messages
   */
  DefinitionCalls(String definition) {
    this.definition = definition;
  }

  /** User code, and the conversion of its result. */
  interface Call<T> {
    T run() throws DefinitionFault;
  }

  /**
   * Runs user code.
   *
   * @param what the function and its step, for messages
   */
  <T> T run(String what, Call<T> call) throws DefinitionFault {
    try {
      return call.run();
    } catch (DefinitionFault fault) {
      throw new DefinitionFault(where(what) + ": " + fault.reason(), fault);
    } catch (RegistryUnavailableException | OutOfMemoryError outage) {
      throw outage;
    } catch (Exception | Error thrown) {
      throw new DefinitionFault(where(what) + " threw " + thrown.getClass().getName(), thrown);
    }
  }

  private String where(String what) {
    return "The " + what + " of saga type " + definition;
  }
}
