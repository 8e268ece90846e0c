package dev.firstring.sip.web;

/** Whether a person has a credential that phones can register with. */
record ActiveCredentials(boolean hasCredentials) {}
