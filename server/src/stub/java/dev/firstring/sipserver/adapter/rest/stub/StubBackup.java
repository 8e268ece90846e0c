package dev.firstring.sipserver.adapter.rest.stub;

import java.util.Map;
import java.util.NavigableMap;

/** The accounts of the stub as they were once; registrations are not part of it. */
public record StubBackup(Map<String, Long> ids, NavigableMap<Long, StubAccount> accounts) {}
