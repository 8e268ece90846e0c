package dev.firstring.http;

import com.zaxxer.hikari.HikariDataSource;
import dev.firstring.platform.Ids;
import dev.firstring.platform.Mode;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.testing.Patience;
import dev.firstring.testing.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The room {@code http} alone behind a real port, with small controllers of the tests in both spellings. */
public final class WireServer implements AutoCloseable {

    /** Set where the controllers of these tests shall be there; the whole service never has them. */
    public static final String CONTROLLERS = "firstring.test.wire";

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private WireServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A server whose database, if any is asked for, cannot be reached. */
    public static WireServer start(String... properties) {
        return start(nowhere(), properties);
    }

    public static WireServer start(DataSource database, String... properties) {
        SpringApplication application = new SpringApplication(Parts.class);
        application.addInitializers(context -> {
            ((GenericApplicationContext) context).registerBean(DataSource.class, () -> database);
            Map<String, Object> settings = new java.util.HashMap<>(Map.of(
                    "server.port",
                    "0",
                    CONTROLLERS,
                    "true",
                    "springdoc.api-docs.path",
                    "/openapi",
                    "spring.main.banner-mode",
                    "off",
                    "debug",
                    "false"));
            Stream.of(properties).map(line -> line.split("=", 2)).forEach(line -> settings.put(line[0], line[1]));
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        });
        return new WireServer(application.run());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public int port() {
        return Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "0"));
    }

    /** A request with the headers given as name, value, name, value. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public HttpResponse<String> post(String path, String json, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
        return send("POST", path, json, all);
    }

    /** Sends bytes as they are and returns the first response to them. */
    public String raw(byte[] request) {
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return firstResponse(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String firstResponse(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : in.readAllBytes();
        return head + new String(body, StandardCharsets.UTF_8);
    }

    public String raw(String request) {
        return raw(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
        client.close();
    }

    private static DataSource nowhere() {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl("jdbc:postgresql://localhost:1/nowhere");
        source.setConnectionTimeout(250);
        source.setInitializationFailTimeout(-1);
        return source;
    }

    @ImportAutoConfiguration({
        ConfigurationPropertiesAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        PropertyPlaceholderAutoConfiguration.class,
        SpringDocConfiguration.class,
        SpringDocConfigProperties.class,
        SpringDocWebMvcConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        ValidationAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    @ComponentScan("dev.firstring.http")
    @ConfigurationPropertiesScan("dev.firstring.http")
    static class Parts {

        @Bean
        Mode mode() {
            return Mode.DEVELOPMENT;
        }

        @Bean
        SettableClock clock() {
            return new SettableClock();
        }

        @Bean
        JdbcTemplate jdbc(DataSource database) {
            return new JdbcTemplate(database);
        }

        @Bean
        SecretBox secretBox() {
            return new TestBox();
        }

        @Bean
        Ids ids(Clock clock) {
            return new Ids(clock, new SecureRandom());
        }
    }
}
