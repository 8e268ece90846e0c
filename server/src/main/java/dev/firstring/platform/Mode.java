package dev.firstring.platform;

/**
 * The mode of the service. Development shows codes in responses, keeps an inbox of messages and generates its own keys;
 * production does none of this and refuses to start with development settings.
 */
public enum Mode {
    DEVELOPMENT,
    PRODUCTION
}
