package meridian.document;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Contents in a bucket of a store that speaks S3: Amazon’s, MinIO, Ceph, those of Chinese clouds. Only what all of them know is asked
 * of it: put, head, get, delete, list. Without a key of its own it takes what the machine is given (environment, instance role).
 */
final class S3Contents implements Contents {
    private static final Duration MOMENTS = Duration.ofSeconds(2);

    private final S3Client store;
    private final String bucket;

    S3Contents(String bucket, @Nullable URI endpoint, boolean pathStyle, String region, String key, String secret) {
        this.bucket = bucket;
        AwsCredentialsProvider who = key.isBlank() ? DefaultCredentialsProvider.builder().build() : StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret));
        var builder = S3Client.builder()
                .region(Region.of(region))
                .credentialsProvider(who)
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(5)).socketTimeout(Duration.ofSeconds(60)))
                // Parts signed one by one are not known everywhere, either.
                .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).pathStyleAccessEnabled(pathStyle).build())
                // Others’ stores do not know the newer checksums; contents are named by theirs anyway.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (endpoint != null) builder.endpointOverride(endpoint);
        this.store = builder.build();
    }

    @Override
    public void put(String key, Path file) throws IOException {
        try {
            store.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromFile(file));
        } catch (SdkException e) {
            throw failed("put", key, e);
        }
    }

    @Override
    public boolean has(String key) throws IOException {
        try {
            store.headObject(head -> head.bucket(bucket).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) return false;
            throw failed("head", key, e);
        } catch (SdkException e) {
            throw failed("head", key, e);
        }
    }

    @Override
    public InputStream open(String key) throws IOException {
        try {
            return store.getObject(get -> get.bucket(bucket).key(key));
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(key);
        } catch (SdkException e) {
            throw failed("get", key, e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        try {
            store.deleteObject(delete -> delete.bucket(bucket).key(key));
        } catch (SdkException e) {
            throw failed("delete", key, e);
        }
    }

    @Override
    public List<String> under(String beginning) throws IOException {
        try {
            return store.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(beginning)).contents().stream().map(S3Object::key).sorted().toList();
        } catch (SdkException e) {
            throw failed("list", beginning, e);
        }
    }

    @Override
    public boolean answers() {
        try {
            store.listObjectsV2(list -> list.bucket(bucket).maxKeys(1).overrideConfiguration(call -> call.apiCallTimeout(MOMENTS)));
            return true;
        } catch (SdkException e) {
            return false;
        }
    }

    private IOException failed(String what, String key, SdkException e) {
        return new IOException("the store of files does not answer (" + what + " " + place() + "/" + key + "): " + e.getMessage(), e);
    }

    @Override
    public String place() {
        return "s3://" + bucket;
    }

    @Override
    public void close() {
        store.close();
    }
}
