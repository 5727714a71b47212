package dev.sagas.engine.wire;

import dev.sagas.engine.core.DefinitionFault;
import dev.sagas.serde.ClaimLostException;
import dev.sagas.serde.CodecOutageException;
import dev.sagas.serde.ValueTooLargeException;

/**
 * Runs a definition's functions.
 *
 * <ul>
 *   <li>Whatever one throws becomes a {@link DefinitionFault}, stack overflows included; only an
 *       outage of the registry or of the store of large values and a lack of memory are rethrown.
 *   <li>The message of what it throws may contain payload, so only its class is reported; that of a
 *       large value which is lost or too large names the object.
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
    } catch (CodecOutageException | OutOfMemoryError outage) {
      throw outage;
    } catch (ClaimLostException | ValueTooLargeException e) {
      throw new DefinitionFault(where(what) + ": " + e.getMessage(), e);
    } catch (Exception | Error thrown) {
      throw new DefinitionFault(where(what) + " threw " + thrown.getClass().getName(), thrown);
    }
  }

  private String where(String what) {
    return "The " + what + " of saga type " + definition;
  }
}
