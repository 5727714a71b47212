package dev.sagas.participant;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Arrays;
import java.util.Set;

/** Gives a handler access to the fence's transaction without letting it end the transaction. */
final class HandlerConnection implements AutoCloseable {
  private static final Set<String> REFUSED =
      Set.of("commit", "setAutoCommit", "abort", "setTransactionIsolation", "setReadOnly");

  private final Connection connection;
  private final Connection lent;
  private volatile boolean returned;

  HandlerConnection(Connection connection) {
    this.connection = connection;
    this.lent =
        (Connection)
            Proxy.newProxyInstance(
                HandlerConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(method, arguments));
  }

  Connection lent() {
    return lent;
  }

  /** Revokes the connection. */
  @Override
  public void close() {
    returned = true;
  }

  // Proxy passes null for a method without parameters.
  @SuppressWarnings("NullAway")
  private Object call(Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    if (name.equals("close")) {
      return null;
    }
    if (name.equals("isClosed")) {
      return returned || connection.isClosed();
    }
    if (returned && method.getDeclaringClass() != Object.class) {
      throw new SQLException(
          "Expected the handler's connection to be used by the handler alone,"
              + " but the handler has returned");
    }
    if (REFUSED.contains(name) || isWholeRollback(method)) {
      throw new SQLException(
          "Expected the handler to leave the transaction alone, but it called " + name);
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static boolean isWholeRollback(Method method) {
    return method.getName().equals("rollback")
        && !Arrays.asList(method.getParameterTypes()).contains(Savepoint.class);
  }
}
