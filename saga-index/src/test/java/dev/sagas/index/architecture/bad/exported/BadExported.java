package dev.sagas.index.architecture.bad.exported;

import dev.sagas.index.architecture.bad.cluster.BadMember;

/** What was exported must not know the instances. */
public record BadExported(BadMember member) {}
