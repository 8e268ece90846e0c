package dev.firstring.sip.web;

/** Whether the caller has an active credential, with which phones can register. */
record ActiveCredentials(boolean hasCredentials) {}
