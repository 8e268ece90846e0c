package dev.firstring.web.assets;

import dev.firstring.platform.Hash;
import dev.firstring.web.brand.BrandSettings;
import dev.firstring.web.brand.Logo;
import dev.firstring.web.brand.Logos;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The files that pages refer to. All have one URL prefix that changes with any of them, so that browsers cache them
 * permanently, scripts import each other by relative names, and versions are never mixed. Thread-safe.
 */
@Component
public final class Assets {

    private static final String ROOT = "dev/firstring/web/files/";
    private static final String FLAGS = "META-INF/resources/webjars/flag-icons/7.5.0/flags/4x3/";
    private static final Pattern FLAG = Pattern.compile("flags/[a-z]{2}\\.svg");
    /** Regions with numbers of their own whose flags are filed under the territory that they belong to. */
    private static final Map<String, String> PARTS = Map.of("ac.svg", "sh-ac.svg", "ta.svg", "sh-ta.svg");

    /** The style sheet and the default logos have the operator's hue. */
    private static final Pattern COLOURED = Pattern.compile("css/.*|img/.*\\.svg");

    private static final String HUE = "--hue: 172;";
    private static final Pattern HUE_OF_LOGO = Pattern.compile("(oklch\\([0-9.]+ [0-9.]+) 172\\)");

    private final Map<String, Asset> files;
    private final String version;

    Assets(BrandSettings brand, Logos logos) {
        this.files = load(brand.hue(), logos);
        this.version = versionOf(files);
    }

    /** The URL prefix of this version, without a trailing slash. */
    public String base() {
        return "/assets/" + version;
    }

    boolean isCurrent(String asked) {
        return asked.equals(version);
    }

    Optional<Asset> find(String name) {
        Asset known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        return FLAG.matcher(name).matches() ? flag(name.substring("flags/".length())) : Optional.empty();
    }

    private static Optional<Asset> flag(String file) {
        ClassPathResource resource = new ClassPathResource(FLAGS + PARTS.getOrDefault(file, file));
        return resource.exists() ? Optional.of(Asset.of(file, read(resource))) : Optional.empty();
    }

    private static Map<String, Asset> load(int hue, Logos logos) {
        Map<String, Asset> files = new TreeMap<>();
        try {
            PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
            for (Resource file : resolver.getResources("classpath:" + ROOT + "**/*.*")) {
                String address = file.getURL().toString();
                String name = address.substring(address.lastIndexOf(ROOT) + ROOT.length());
                files.put(
                        name,
                        Asset.of(name, COLOURED.matcher(name).matches() ? coloured(read(file), hue) : read(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the files of the pages", e);
        }
        for (Logo logo : List.of(logos.service(), logos.app())) {
            logo.file().ifPresent(bytes -> files.put(logo.name(), Asset.of(logo.name(), bytes)));
        }
        return Map.copyOf(files);
    }

    /** The colour is set in the files themselves: the content security policy forbids inline styles. */
    private static byte[] coloured(byte[] file, int hue) {
        String text = new String(file, StandardCharsets.UTF_8).replace(HUE, "--hue: " + hue + ";");
        return HUE_OF_LOGO.matcher(text).replaceAll("$1 " + hue + ")").getBytes(StandardCharsets.UTF_8);
    }

    private static String versionOf(Map<String, Asset> files) {
        byte[][] parts = new TreeMap<>(files)
                .entrySet().stream()
                        .flatMap(file -> Stream.of(
                                file.getKey().getBytes(StandardCharsets.UTF_8),
                                file.getValue().bytes()))
                        .toArray(byte[][]::new);
        return HexFormat.of().formatHex(Hash.sha256(parts), 0, 6);
    }

    private static byte[] read(Resource file) {
        try {
            return file.getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file.getFilename(), e);
        }
    }
}
