package dev.sagas.deploy;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds fields of a resource that Kubernetes does not know: its types keep them on the side. */
final class UnknownFields {
  private final List<String> found = new ArrayList<>();

  private UnknownFields() {}

  /** The names of all of them, each with the type in which it is. */
  static List<String> of(KubernetesResource resource) {
    UnknownFields search = new UnknownFields();
    search.look(resource);
    return search.found;
  }

  private void look(Object value) {
    if (value instanceof KubernetesResource resource) {
      for (Class<?> type = resource.getClass(); type != null; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())) {
            look(resource, field);
          }
        }
      }
    } else if (value instanceof Collection<?> several) {
      several.forEach(this::look);
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::look);
    }
  }

  private void look(KubernetesResource resource, Field field) {
    Object value = valueOf(resource, field);
    if (field.getName().equals("additionalProperties") && value instanceof Map<?, ?> unknown) {
      unknown.keySet().forEach(name -> found.add(resource.getClass().getSimpleName() + "." + name));
    } else {
      look(value);
    }
  }

  private static Object valueOf(KubernetesResource resource, Field field) {
    try {
      field.setAccessible(true);
      return field.get(resource);
    } catch (IllegalAccessException e) {
      throw new AssertionError("Expected to read " + field, e);
    }
  }
}
