package dev.firstring.web.layout;

import dev.firstring.web.assets.Assets;
import dev.firstring.web.brand.AppSettings;
import dev.firstring.web.brand.Logos;
import dev.firstring.web.layout.PageFrame.App;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Selects the stores of the app that the device of a request can use. Thread-safe. */
@Component
final class AppOfDevice {

    private static final Pattern APPLE_PHONE = Pattern.compile("iPhone|iPad|iPod");

    private final AppSettings settings;
    private final String logo;

    AppOfDevice(AppSettings settings, Assets assets, Logos logos) {
        this.settings = settings;
        this.logo = assets.base() + "/" + logos.app().name();
    }

    App of(HttpServletRequest request) {
        String agent = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
        String echo = settings.echoNumber();
        return new App(settings.name(), logo, stores(agent), echo.isEmpty() ? null : echo);
    }

    private List<App.Store> stores(String agent) {
        List<App.Store> apple = store("App Store", settings.appStore());
        List<App.Store> google = store("Google Play", settings.googlePlay());
        List<App.Store> own =
                APPLE_PHONE.matcher(agent).find() ? apple : agent.contains("Android") ? google : List.of();
        return own.isEmpty()
                ? Stream.of(apple, google, store(null, settings.download()))
                        .flatMap(List::stream)
                        .toList()
                : own;
    }

    private static List<App.Store> store(@Nullable String name, @Nullable URI address) {
        return address == null ? List.of() : List.of(new App.Store(name, address));
    }
}
