package dev.sagas.engine.architecture.bad.core;

record BadStartsThread(Thread thread) {}
