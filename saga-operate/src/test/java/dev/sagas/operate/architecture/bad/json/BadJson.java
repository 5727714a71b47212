package dev.sagas.operate.architecture.bad.json;

import org.apache.kafka.clients.admin.Admin;

/** What writes JSON must not ask a broker. */
public record BadJson(Admin admin) {}
