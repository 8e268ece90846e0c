package dev.firstring.web.layout;

import dev.firstring.testing.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a screen: it keeps cookies, sends forms with the token of the last page, and follows nothing. */
final class FormClient {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final RunningService service;
    private final String address;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final List<String> setCookies = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private String token = "";

    FormClient(RunningService service) {
        this(service, "127.0.0.1");
    }

    /** One at another address. */
    FormClient(RunningService service, String address) {
        this.service = service;
        this.address = address;
    }

    /** Another one with the cookies and the token that this one has now. */
    FormClient copy() {
        FormClient other = new FormClient(service, address);
        other.cookies.putAll(cookies);
        other.token = token;
        return other;
    }

    HttpResponse<String> get(String path) {
        return send(path, request -> request.GET());
    }

    /** Sends a form of the page that was looked at last. */
    HttpResponse<String> post(String path, String... fields) {
        return post(List.of("Sec-Fetch-Site", "same-origin"), path, fields);
    }

    HttpResponse<String> post(List<String> headers, String path, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("_csrf", token));
        return form(headers, path, all);
    }

    HttpResponse<String> postWithoutToken(String path, String... fields) {
        return form(List.of("Sec-Fetch-Site", "same-origin"), path, List.of(fields));
    }

    /** The token in the forms of the last page. */
    String token() {
        return token;
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    /** Every cookie as it was set. */
    List<String> setCookies() {
        return List.copyOf(setCookies);
    }

    /** Every page and every address that the service answered with. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    private HttpResponse<String> form(List<String> headers, String path, List<String> fields) {
        StringBuilder body = new StringBuilder();
        for (int at = 0; at < fields.size(); at += 2) {
            body.append(body.isEmpty() ? "" : "&")
                    .append(fields.get(at))
                    .append('=')
                    .append(URLEncoder.encode(fields.get(at + 1), StandardCharsets.UTF_8));
        }
        return send(path, request -> {
            for (int at = 0; at < headers.size(); at += 2) {
                request.header(headers.get(at), headers.get(at + 1));
            }
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        });
    }

    private HttpResponse<String> send(String path, java.util.function.Consumer<HttpRequest.Builder> what) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path))
                .header("X-Forwarded-For", address)
                .header("Accept", "text/html");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        what.accept(request);
        try {
            return keep(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized HttpResponse<String> keep(HttpResponse<String> response) {
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            setCookies.add(cookie);
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        Matcher found = TOKEN.matcher(response.body());
        if (found.find()) {
            token = found.group(1);
        }
        seen.add(response.body());
        response.headers().allValues("Location").forEach(seen::add);
        return response;
    }
}
