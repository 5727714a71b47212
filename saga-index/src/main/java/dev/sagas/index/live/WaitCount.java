package dev.sagas.index.live;

/** What each wait of each saga is counted as: a saga with two parallel steps counts for both. */
public record WaitCount(DefinitionVersion definition, WaitKey waitsFor) {}
