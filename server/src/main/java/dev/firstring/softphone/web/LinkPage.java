package dev.firstring.softphone.web;

import dev.firstring.http.PublicUrl;
import dev.firstring.softphone.link.AppLinks;
import dev.firstring.softphone.link.FindLink;
import dev.firstring.softphone.link.Link;
import dev.firstring.softphone.qr.QrCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * The page of a link, for people. Its model: {@code live}; where it is, also {@code url}, {@code appLinks}, {@code qr} (an
 * svg element) and {@code expiresAt} (seconds since 1970). Its texts are in {@code page_en.properties}, as {@code texts}.
 */
@Component
final class LinkPage {

    static final String VIEW = "softphone/link";

    private final Map<String, String> texts = texts();

    /** Fills the model. */
    void show(Optional<FindLink.GoodLink> link, PublicUrl base, Model model) {
        model.addAttribute("texts", texts);
        model.addAttribute("live", link.isPresent());
        link.ifPresent(good -> {
            String url = base.to(Link.path(good.token()));
            model.addAttribute("url", url);
            model.addAttribute("appLinks", AppLinks.of(url, good.format()));
            model.addAttribute("qr", QrCode.svg(url, texts.getOrDefault("qr", "")));
            model.addAttribute("expiresAt", good.expiresAt().getEpochSecond());
        });
    }

    private static Map<String, String> texts() {
        Properties read = new Properties();
        try (InputStream file = LinkPage.class.getResourceAsStream("page_en.properties")) {
            if (file == null) {
                throw new IllegalStateException("page_en.properties is missing beside this class");
            }
            read.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the texts of the page of a link", e);
        }
        return read.stringPropertyNames().stream().collect(Collectors.toUnmodifiableMap(key -> key, read::getProperty));
    }
}
