package dev.firstring.web.layout;

import dev.firstring.account.Caller;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.ClientAddress.CodeVisibility;
import dev.firstring.http.PagePaths;
import dev.firstring.http.Spelling;
import dev.firstring.http.SpokenLanguages;
import dev.firstring.platform.Ids;
import dev.firstring.web.assets.Assets;
import dev.firstring.web.brand.BrandSettings;
import dev.firstring.web.brand.Logos;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.View;

/** Adds the frame to the model of every page. Thread-safe. */
@ControllerAdvice(basePackages = {"dev.firstring.web", "dev.firstring.softphone.web", "dev.firstring.http.faults"})
final class PageAdvice {

    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");
    private static final int ONCE_BYTES = 16;

    private final BrandSettings brand;
    private final Assets assets;
    private final Logos logos;
    private final AppOfDevice app;
    private final CodeVisibility codes;
    private final Ids ids;
    private final List<PageFrame.Spoken> languages;

    PageAdvice(
            BrandSettings brand,
            Assets assets,
            Logos logos,
            AppOfDevice app,
            CodeVisibility codes,
            SpokenLanguages spoken,
            Ids ids) {
        this.brand = brand;
        this.assets = assets;
        this.logos = logos;
        this.app = app;
        this.codes = codes;
        this.ids = ids;
        this.languages = spoken.all().stream().map(PageFrame.Spoken::of).toList();
    }

    /** Returns the frame; null for the API, whose controllers are in the same packages. */
    @ModelAttribute("frame")
    @Nullable
    PageFrame frame(
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language,
            Caller caller,
            ClientAddress client) {
        if (Spelling.isApi(request) && !PagePaths.contain(request)) {
            return null;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
        response.addHeader(HttpHeaders.VARY, "Accept-Language, Cookie");
        keepFormToken(request);
        seeOther(request);
        return new PageFrame(
                brand,
                assets.base(),
                assets.base() + "/" + logos.service().name(),
                language.toLanguageTag(),
                RIGHT_TO_LEFT.contains(language.getLanguage()) ? "rtl" : "ltr",
                languages,
                pathOf(request),
                caller instanceof Caller.Known,
                ids.secret(ONCE_BYTES),
                app.of(request),
                codes.isShownTo(client));
    }

    /** The cookie of the token can be set only before the response is committed. */
    private static void keepFormToken(HttpServletRequest request) {
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            token.getToken();
        }
    }

    /**
     * Redirects after forms use 303 (RFC 9110, 15.4.4), so that the browser follows with GET and never repeats the
     * form.
     */
    private static void seeOther(HttpServletRequest request) {
        if ("POST".equals(request.getMethod())) {
            request.setAttribute(View.RESPONSE_STATUS_ATTRIBUTE, HttpStatus.SEE_OTHER);
        }
    }

    /** The URL of a provisioning link is a secret, so its page must not contain it. */
    private static @Nullable String pathOf(HttpServletRequest request) {
        String path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
        return path.startsWith("/provisioning/") ? null : path;
    }
}
