package dev.firstring.web.onboarding;

import dev.firstring.web.browser.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The page on which a number is typed. */
abstract class NumberFieldFixture {

    static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }
}
