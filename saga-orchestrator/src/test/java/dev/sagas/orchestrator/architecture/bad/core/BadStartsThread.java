package dev.sagas.orchestrator.architecture.bad.core;

record BadStartsThread(Thread thread) {}
