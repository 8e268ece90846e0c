package dev.firstring.sipserver.rest.stub;

import java.util.NavigableMap;
import java.util.Map;

/** The accounts of the stub as they were once; registrations are not part of it. */
public record StubBackup(Map<String, Long> ids, NavigableMap<Long, StubAccount> accounts) {}
