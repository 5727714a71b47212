package dev.sagas.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that fails on demand. */
final class FailingDatabase {
  /** What fails. */
  enum Failure {
    CONNECT,
    COMMIT
  }

  private final DataSource real;
  private final AtomicInteger left = new AtomicInteger();
  private volatile Failure failure = Failure.CONNECT;

  FailingDatabase(DataSource real) {
    this.real = real;
  }

  void failNext(Failure what, int times) {
    failure = what;
    left.set(times);
  }

  int failuresLeft() {
    return left.get();
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            return invoke(real, method, arguments);
          }
          failIf(Failure.CONNECT);
          return failing(real.getConnection());
        });
  }

  private Connection failing(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("commit")) {
            failIf(Failure.COMMIT);
          }
          return invoke(connection, method, arguments);
        });
  }

  private void failIf(Failure what) throws SQLException {
    if (failure == what && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
      throw new SQLException("As the test wants it: " + what, "08006");
    }
  }

  @FunctionalInterface
  private interface Call {
    Object run(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            FailingDatabase.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.run(method, arguments)));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
