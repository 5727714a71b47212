package dev.sagas.spring.transaction;

import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/** The persistence contexts of the transaction on this thread. */
interface PersistenceContexts {
  /** Forgets every change that was not written yet. */
  void clear();

  /** Those of JPA if it is on the class path, otherwise none. */
  static PersistenceContexts onClassPath() {
    ClassLoader loader = PersistenceContexts.class.getClassLoader();
    return ClassUtils.isPresent("jakarta.persistence.EntityManager", loader)
            && ClassUtils.isPresent("org.springframework.orm.jpa.EntityManagerHolder", loader)
        ? new OfJpa()
        : () -> {};
  }

  /** Loaded only if JPA is there. */
  final class OfJpa implements PersistenceContexts {
    @Override
    public void clear() {
      TransactionSynchronizationManager.getResourceMap().values().stream()
          .filter(EntityManagerHolder.class::isInstance)
          .forEach(holder -> ((EntityManagerHolder) holder).getEntityManager().clear());
    }
  }
}
