package dev.firstring.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/**
 * What a visitor looks at pages with. Immutable.
 *
 * @param language as the browser asks for it, such as {@code fr-FR}
 */
public record Screen(String label, int width, int height, boolean touch, String language, boolean scripts) {

    public static final Screen DESKTOP = new Screen("desktop", 1200, 850, false, "en-US", true);
    public static final Screen PHONE = new Screen("phone", 390, 844, true, "en-US", true);

    /** As narrow as pages have to bear. */
    public static final Screen NARROW = new Screen("narrow", 320, 640, true, "en-US", true);

    public Screen speaking(String other) {
        return new Screen(label + "-" + other, width, height, touch, other, scripts);
    }

    public Screen withoutScripts() {
        return new Screen(label + "-plain", width, height, touch, language, false);
    }

    Browser.NewContextOptions options() {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setHasTouch(touch)
                .setIsMobile(touch)
                .setLocale(language)
                .setColorScheme(ColorScheme.LIGHT)
                .setJavaScriptEnabled(scripts);
    }
}
