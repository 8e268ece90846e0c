package dev.firstring.softphone.web;

import dev.firstring.http.PublicUrl;
import dev.firstring.softphone.link.AppLinks;
import dev.firstring.softphone.link.FindLink;
import dev.firstring.softphone.link.Link;
import dev.firstring.softphone.qr.QrCode;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * The page of a link in a browser. Its model: {@code live}; if true, also {@code appLinks} and {@code qr}, an svg
 * element. Its texts are under {@code link}. Thread-safe.
 */
@Component
final class LinkPage {

    static final String VIEW = "softphone/link";

    private final MessageSource texts;

    LinkPage(MessageSource texts) {
        this.texts = texts;
    }

    /** Fills the model. */
    void show(Optional<FindLink.GoodLink> link, PublicUrl base, Locale language, Model model) {
        model.addAttribute("live", link.isPresent());
        link.ifPresent(good -> {
            String url = base.to(Link.path(good.token()));
            model.addAttribute("appLinks", AppLinks.of(url, good.format()));
            model.addAttribute("qr", QrCode.svg(url, texts.getMessage("done.qr-title", null, language)));
        });
    }
}
