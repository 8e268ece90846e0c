package dev.firstring.messaging.provider.sns;

import dev.firstring.platform.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Signs requests to AWS with Signature Version 4, with an access key or with the credentials of the role that the
 * service runs under (EC2, ECS, EKS, environment, profile), which are refreshed before they expire. Thread-safe.
 */
final class AwsAuthorization implements AutoCloseable {

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AwsCredentialsProvider credentials;
    private final String region;
    private final String service;
    private final Duration longestWait;
    private final Clock clock;

    /**
     * @param secretAccessKey the secret of the access key; null for the credentials of the role
     * @param longestWait how long a request waits for the credentials of a role; they are fetched to the end and kept
     *     even if no request waits any more
     */
    AwsAuthorization(
            String accessKeyId,
            @Nullable Secret secretAccessKey,
            String region,
            String service,
            Duration longestWait,
            Clock clock) {
        this.credentials = secretAccessKey == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey.reveal()));
        this.region = region;
        this.service = service;
        this.longestWait = longestWait;
        this.clock = clock;
    }

    /**
     * Returns the headers of a signed POST, except {@code Host}.
     *
     * @throws NoCredentials if there are no credentials, or none in time
     */
    Map<String, List<String>> headers(URI uri, String contentType, String body) throws NoCredentials {
        AwsCredentials identity = identity();
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(uri)
                .putHeader("Content-Type", contentType)
                .build();
        return signer
                .sign(signing -> signing.identity(identity)
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .toBuilder()
                .removeHeader("Host")
                .build()
                .headers();
    }

    private AwsCredentials identity() throws NoCredentials {
        if (credentials instanceof StaticCredentialsProvider fixed) {
            return fixed.resolveCredentials();
        }
        Executor own = task -> Thread.ofVirtual().name("aws-credentials").start(task);
        try {
            return CompletableFuture.supplyAsync(credentials::resolveCredentials, own)
                    .orTimeout(longestWait.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new NoCredentials("AWS gives no credentials in time", e);
            }
            if (e.getCause() instanceof SdkException) {
                throw new NoCredentials("no AWS credentials: set access-key-id, or run under a role", e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    /** There are no credentials to sign with; the message contains no secrets. */
    static final class NoCredentials extends Exception {

        NoCredentials(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
