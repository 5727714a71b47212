package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Bytes;

/** How the simulator's bytes are written. */
interface Wrapping {
  /** As they are. */
  Wrapping NONE =
      new Wrapping() {
        @Override
        public Bytes wrap(String type, Bytes body) {
          return body;
        }

        @Override
        public Bytes unwrap(Bytes value) {
          return value;
        }
      };

  Bytes wrap(String type, Bytes body);

  Bytes unwrap(Bytes value);
}
