package dev.firstring.web.account;

import dev.firstring.testing.Patience;
import dev.firstring.testing.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Cookies, links and forms, without a screen: redirects are shown and not followed. Not thread-safe. */
final class PlainBrowser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();
    private final String address;
    private String formToken = "";

    PlainBrowser(RunningService service) {
        this.address = "http://localhost:" + service.port();
    }

    /** What came back. */
    record Seen(int status, String location, String body) {}

    PlainBrowser with(String name, String value, String path) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath(path);
        cookie.setDomain("localhost.local");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(address + path), cookie);
        return this;
    }

    /** Signed in as this account's owner. */
    PlainBrowser as(Owner owner) {
        return with("firstring-access", owner.accessToken(), "/")
                .with("firstring-refresh", owner.refreshToken(), "/api/account");
    }

    boolean has(String cookie) {
        return cookies.getCookieStore().getCookies().stream()
                .anyMatch(known -> known.getName().equals(cookie));
    }

    PlainBrowser without(String cookie) {
        cookies.getCookieStore().getCookies().stream()
                .filter(known -> known.getName().equals(cookie))
                .toList()
                .forEach(known -> cookies.getCookieStore().remove(URI.create(address), known));
        return this;
    }

    Seen get(String path) {
        return send(request(path).header("Accept", "text/html").GET());
    }

    Seen getJson(String path) {
        return send(request(path).header("Accept", "application/json").GET());
    }

    /** Sends a form with the token of the page that was last shown; names and values in turn. */
    Seen post(String path, String... fields) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("_csrf", formToken);
        for (int at = 0; at < fields.length; at += 2) {
            form.put(fields[at], fields[at + 1]);
        }
        return send(path, form);
    }

    /** Sends a form as somebody else's page would, who cannot know the token. */
    Seen forge(String path) {
        return send(path, Map.of());
    }

    private Seen send(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Patience.LIMIT);
    }

    private Seen send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Matcher token = TOKEN.matcher(response.body());
            if (token.find()) {
                formToken = token.group(1);
            }
            return new Seen(
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse("").replace(address, ""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
