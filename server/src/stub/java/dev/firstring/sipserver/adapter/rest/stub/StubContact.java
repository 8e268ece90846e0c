package dev.firstring.sipserver.adapter.rest.stub;

import java.time.Instant;

/** The live registration of an account of the stub. */
public record StubContact(String contact, String userAgent, Instant registeredAt, Instant expiresAt) {}
