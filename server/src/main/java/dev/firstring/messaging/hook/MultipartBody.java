package dev.firstring.messaging.hook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;

/** Parses multipart forms in memory. Parts without a name are ignored. */
final class MultipartBody {

    private static final int MOST_PARTS = 200;
    private static final int LONGEST_HEAD = 1024;

    private MultipartBody() {}

    /**
     * Returns the fields before the first one that cannot be parsed. If the header does not name the boundary, it is
     * taken from the first line.
     */
    static Map<String, List<String>> read(String contentType, String body) {
        String type = contentType.toLowerCase(Locale.ROOT).contains("boundary=")
                ? contentType
                : "multipart/form-data; boundary=\""
                        + body.lines().findFirst().orElse("--").substring(2) + "\"";
        FileUpload upload = new FileUpload();
        upload.setFileCountMax(MOST_PARTS);
        upload.setPartHeaderSizeMax(LONGEST_HEAD);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        try {
            FileItemIterator parts = upload.getItemIterator(new Body(type, body));
            while (parts.hasNext()) {
                FileItemStream part = parts.next();
                String name = part.getFieldName();
                try (InputStream content = part.openStream()) {
                    String value = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                    if (name != null) {
                        fields.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
                    }
                }
            }
        } catch (IOException e) {
            return fields;
        }
        return fields;
    }

    private record Body(String type, String body) implements UploadContext {

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return body.getBytes(StandardCharsets.UTF_8).length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
