package dev.firstring.platform;

/**
 * How the service runs. Development shows codes in answers, keeps an inbox of messages and makes its own keys;
 * production does none of that and refuses to start with settings that belong to development.
 */
public enum Mode {
    DEVELOPMENT,
    PRODUCTION
}
