package dev.sagas.http.ui;

/**
 * One of the sentences that the overview begins with.
 *
 * @param detail the worst case; empty for none
 * @param tone the class of its colour; empty if all is well
 * @param url of the list of what it is about
 */
public record Headline(String subject, String text, String detail, String tone, String url) {}
