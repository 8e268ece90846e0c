package dev.firstring.http;

import java.time.Duration;

/** The state of one limit, as its headers show it. */
public record PolicyState(String name, long quota, Duration window, long remaining, Duration resetIn) {}
